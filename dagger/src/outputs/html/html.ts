/** report.html: one file, no network, no script. Readable on a phone, printed, light and dark. */
import type { JudgedFinding, JudgedStage, Verdict } from "../../core/verdict.ts";
import { forMarkup, safeUrl } from "../inert.ts";
import { dueWords, knownWords, news, overdueFindings } from "../news.ts";
import type { Output } from "../output.ts";
import { byAction, caveats, headline, summary, whereOf } from "../words.ts";
import { STYLE } from "./style.ts";

export const html: Output = { file: "report.html", render };

/** The policy lets nothing load or run, so that even a slip in escaping stays text. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function render(verdict: Verdict): string {
  const name = verdict.verdict;
  const body = [
    `<header class="verdict ${name}"><h1>${name.toUpperCase()}</h1>`,
    `<p>${forMarkup(headline(verdict).replace(/^\w+: /, ""))}</p>`,
    `<p class="soft">${forMarkup(verdict.service)}, decided ${forMarkup(verdict.decidedAt)}. ${forMarkup([summary(verdict), news(verdict) ?? []].flat().join(". "))}.</p></header>`,
    list("Overdue", overdue(verdict)),
    counts(verdict),
    plan(verdict),
    list("Bear in mind", caveats(verdict)),
    findingTable(byAction(verdict.findings)),
    stageTable(verdict.stages),
    exceptionTable(verdict),
    `<h2>Decided by</h2><p class="soft">Policy ${forMarkup(verdict.policy.file)}, ${forMarkup(verdict.policy.sha256)}${
      verdict.image ? `; image ${forMarkup(verdict.image.manifest ?? verdict.image.config)}` : ""
    }</p>`,
  ].join("\n");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<title>${name.toUpperCase()}: ${forMarkup(verdict.service)}</title>
<style>${STYLE}</style></head><body><main>
${body}
</main></body></html>
`;
}

const overdue = (verdict: Verdict): string[] =>
  overdueFindings(verdict).map(
    (finding) => `${finding.severity} ${finding.id}, ${dueWords(finding)}: ${whereOf(finding)}`,
  );

function counts({ actions, counts }: Verdict): string {
  const acts = Object.entries(actions).map(
    ([name, count]) => `<li class="${name}"><b>${count}</b>${name}</li>`,
  );
  const severities = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`);
  const soft =
    severities.length > 0 ? `<p class="soft">Severities: ${severities.join(", ")}</p>` : "";
  return `<ul class="counts">${acts.join("")}</ul>${soft}`;
}

function plan({ plan: steps }: Verdict): string {
  if (steps.length === 0) return "";
  const items = steps.map(
    ({ kind, what, clears }) =>
      `<li>${forMarkup(what, 600)}${kind === "run" ? "" : ` <span class="soft">clears ${clears.length}</span>`}</li>`,
  );
  return `<h2>What to do</h2><ol>${items.join("")}</ol>`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<h2>${title}</h2><ul>${items.map((item) => `<li>${forMarkup(item, 600)}</li>`).join("")}</ul>`;
}

function stageTable(stages: readonly JudgedStage[]): string {
  const rows = stages.map((stage) => {
    const tool = stage.tool ? `${stage.tool.name} ${stage.tool.version}` : "";
    const lines = [
      ...stage.gaps.map(
        (gap) => `<p><b>${forMarkup(gap.message, 600)}</b> ${forMarkup(gap.hint)}</p>`,
      ),
      ...(stage.gaps.length === 0 && stage.reason ? [`<p>${forMarkup(stage.reason)}</p>`] : []),
      ...stage.facts.map((fact) => `<p>${forMarkup(fact.name)}: ${forMarkup(fact.value)}</p>`),
      ...stage.accepted.map(
        (gap) => `<p class="soft">Accepted without a record: ${forMarkup(gap.message)}</p>`,
      ),
      ...stage.notes.map((note) => `<p class="soft">${forMarkup(note, 600)}</p>`),
    ];
    return `<tr><td class="tag">${forMarkup(stage.stage)}</td><td class="tag ${stage.state}">${stage.state}</td><td${tool === "" ? "" : ' data-name="tool"'}>${forMarkup(tool)}</td><td>${lines.join("")}</td></tr>`;
  });
  return table("Stages and their evidence", ["stage", "state", "tool", "evidence"], rows);
}

function findingTable(findings: readonly JudgedFinding[]): string {
  const rows = findings.map((finding) => {
    const url = safeUrl(finding.url);
    const id = forMarkup(finding.id);
    const link = url ? `<a href="${forMarkup(url, 2000)}" rel="noreferrer">${id}</a>` : id;
    const fixed = finding.packages.map((ref) => ref.fixed).find((version) => version !== "");
    const extra = [
      ...(fixed ? [`fixed in ${fixed}`] : []),
      ...knownWords(finding),
      ...(finding.suppressed ? [`hidden in the source: ${finding.suppressed}`] : []),
      finding.because,
    ];
    return `<tr><td class="tag ${finding.action}">${finding.action}</td><td class="tag">${finding.severity}</td><td>${link}</td><td>${forMarkup(whereOf(finding))}</td><td>${forMarkup(finding.title)}<p class="soft">${forMarkup(extra.join("; "))}</p></td></tr>`;
  });
  if (rows.length === 0) return "<h2>Findings</h2><p>None.</p>";
  return table("Findings", ["action", "severity", "finding", "where", "what"], rows);
}

function exceptionTable({ exceptions }: Verdict): string {
  if (exceptions.length === 0) return "";
  const rows = exceptions.map(
    (e) =>
      `<tr><td class="tag">${forMarkup(e.id)}</td><td>${e.state}</td><td data-name="until">${forMarkup(e.until)}</td><td data-name="owner">${forMarkup(e.owner)}</td><td>${forMarkup(e.reason)} <span class="soft">covers ${e.covers.length}</span></td></tr>`,
  );
  return table("Exceptions", ["finding", "state", "last day", "owner", "reason"], rows);
}

function table(title: string, heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join("");
  return `<h2>${title}</h2><div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div>`;
}
