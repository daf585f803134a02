/**
 * The report's script: filter, sort and page the findings that the document holds. It writes text
 * and attributes only, never markup, and nothing of the report is run.
 */
import { moveWithKeys } from "./keys.ts";
import { List } from "./list.ts";
import { NARROW } from "./narrow.ts";
import { readRows } from "./rows.ts";
import { fromHash, isState, type State, toHash } from "./state.ts";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector<HTMLFormElement>("form.tools");
  const list = document.querySelector<HTMLElement>("ol.findings");
  if (form && list) start(form, list);
});

function start(form: HTMLFormElement, element: HTMLElement): void {
  const list = new List(element, readRows(element), stageIndex(form));
  const show = (state: State) => {
    fill(form, state);
    list.show(state);
  };
  const follow = () => {
    const { hash } = location;
    if (isState(hash)) show(fromHash(hash));
    else list.reveal(hash.slice(1), () => show({}));
  };
  form.addEventListener("input", () => {
    const state = read(form);
    history.replaceState(null, "", toHash(state));
    list.show(state);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "#findings");
    show({});
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-show]") : null;
    const wanted = link?.getAttribute("data-show");
    if (!wanted) return;
    event.preventDefault();
    location.hash = wanted;
    document.getElementById("findings")?.scrollIntoView();
    list.focusFirst();
  });
  window.addEventListener("hashchange", follow);
  moveWithKeys(element);
  const choices = form.querySelector("details");
  if (choices) choices.open = !NARROW || location.hash.includes("=");
  form.hidden = false;
  show(isState(location.hash) ? fromHash(location.hash) : {});
  // The browser itself goes to the address's place when all is loaded, and takes the focus along.
  window.addEventListener("load", () => {
    if (isState(location.hash)) document.getElementById("findings")?.scrollIntoView();
    else follow();
  });
}

/** Stage → its number in the rows' data. */
function stageIndex(form: HTMLFormElement): ReadonlyMap<string, string> {
  const options = form.querySelectorAll<HTMLOptionElement>("option[data-index]");
  return new Map([...options].map((option) => [option.value, option.dataset.index ?? ""]));
}

type Field = HTMLInputElement | HTMLSelectElement;

const fieldsOf = (form: HTMLFormElement): Field[] => [
  ...form.querySelectorAll<Field>("input,select"),
];

function read(form: HTMLFormElement): State {
  const given = fieldsOf(form).filter(({ value }) => value !== "");
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}

/** A step that the list of choices doesn't have is added to it, so that what holds can be seen. */
function fill(form: HTMLFormElement, state: State): void {
  for (const field of fieldsOf(form)) {
    const wanted = state[field.name] ?? "";
    field.value = wanted;
    if (field.value === wanted || !(field instanceof HTMLSelectElement)) continue;
    field.add(new Option(wanted, wanted));
    field.value = wanted;
  }
}
