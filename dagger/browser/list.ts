/** The list on the page: which rows show, in which order, how many at once. */
import { filterBy } from "./filter.ts";
import type { Row } from "./rows.ts";
import { sortBy } from "./sort.ts";
import type { State } from "./state.ts";

/** At once; the rest is a button away, so that a page with thousands stays quick and can be left. */
const PAGE = matchMedia("(max-width: 48rem)").matches ? 25 : 100;

const NUMBER = new Intl.NumberFormat("en-US");

export class List {
  readonly #element: HTMLElement;
  readonly #rows: readonly Row[];
  readonly #stages: ReadonlyMap<string, string>;
  readonly #status = document.querySelector(".status");
  readonly #paging = document.querySelector<HTMLElement>(".paging");
  #matching: readonly Row[];
  #order = "";
  #limit = PAGE;

  constructor(element: HTMLElement, rows: readonly Row[], stages: ReadonlyMap<string, string>) {
    this.#element = element;
    this.#rows = rows;
    this.#stages = stages;
    this.#matching = rows;
    this.#paging?.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      const from = this.#limit;
      this.#limit = "all" in target.dataset ? Number.POSITIVE_INFINITY : from + PAGE;
      this.#page();
      summaryOf(this.#matching[from])?.focus();
    });
  }

  show(state: State): void {
    this.#sort(state.sort ?? "");
    const asked = filterBy(state, this.#stages);
    const matching = new Set(this.#rows.filter(asked));
    for (const row of this.#rows) row.element.hidden = !matching.has(row);
    this.#matching = sortBy([...matching], state.sort);
    this.#limit = PAGE;
    this.#page();
  }

  /** Opens the finding of that id, if it is one, filtered out or not. */
  reveal(id: string, clear: () => void): void {
    const row = this.#rows.find(({ element }) => element.id === id);
    if (!row) return;
    if (row.element.hidden) clear();
    const at = this.#matching.indexOf(row);
    if (at >= this.#limit) this.#limit = at + 1;
    this.#page();
    const details = row.element.querySelector("details");
    if (details) details.open = true;
    row.element.scrollIntoView();
    summaryOf(row)?.focus();
  }

  focusFirst(): void {
    summaryOf(this.#matching[0])?.focus({ preventScroll: true });
  }

  #sort(order: string): void {
    if (order === this.#order) return;
    this.#order = order;
    this.#element.replaceChildren(...sortBy(this.#rows, order).map(({ element }) => element));
  }

  #page(): void {
    const count = this.#matching.length;
    for (const [index, { element }] of this.#matching.entries()) {
      element.classList.toggle("past", index >= this.#limit);
    }
    if (this.#paging) this.#paging.hidden = count <= this.#limit;
    if (this.#status) this.#status.textContent = words(count, this.#rows.length, this.#limit);
  }
}

const summaryOf = (row: Row | undefined): HTMLElement | null | undefined =>
  row?.element.querySelector("summary");

function words(count: number, all: number, limit: number): string {
  const [found, total] = [count, all].map((number) => NUMBER.format(number));
  const matching = count === all ? `${total} findings` : `${found} of ${total} findings match`;
  return count > limit ? `${matching}, the first ${NUMBER.format(limit)} are shown` : matching;
}
