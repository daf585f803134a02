// Draws the table of figures as bars. ?title=… names the chart, ?scale=… is a formula for a bar's
// length, for instance ?scale=Math.sqrt(visits).
const asked = new URLSearchParams(location.search);

function lengthOf(visits) {
  const formula = asked.get("scale");
  return formula === null ? visits : eval(formula);
}

function draw() {
  const title = asked.get("title");
  if (title !== null) {
    document.getElementById("title").innerHTML = title;
  }
  for (const row of document.querySelectorAll("#figures tr")) {
    const figure = row.querySelector("td");
    const bar = document.createElement("div");
    bar.style.width = `${lengthOf(Number(figure.textContent))}px`;
    bar.textContent = figure.textContent;
    figure.replaceChildren(bar);
  }
}

draw();
