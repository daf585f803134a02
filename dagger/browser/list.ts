/** The list on the page: which rows show, in which order, how many at once. */
import { filterBy } from "./filter.ts";
import { NARROW } from "./narrow.ts";
import type { Row } from "./rows.ts";
import { sortBy } from "./sort.ts";
import type { State } from "./state.ts";

/** At once; the rest is a button away, so that a page with thousands stays quick and can be left. */
const PAGE = NARROW ? 25 : 100;

/** Of so many, each is laid out; of more, those that are seen. */
const MOST_LAID_OUT = 500;

const NUMBER = new Intl.NumberFormat("en-US");

export class List {
  readonly #element: HTMLElement;
  readonly #rows: readonly Row[];
  readonly #stages: ReadonlyMap<string, string>;
  readonly #status = document.querySelector(".status");
  readonly #paging = document.querySelector<HTMLElement>(".paging");
  #matching: readonly Row[];
  #limit = PAGE;

  constructor(element: HTMLElement, rows: readonly Row[], stages: ReadonlyMap<string, string>) {
    this.#element = element;
    this.#rows = rows;
    this.#stages = stages;
    this.#matching = rows;
    this.#paging?.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      const from = this.#limit;
      this.#draw("all" in target.dataset ? Number.POSITIVE_INFINITY : from + PAGE);
      summaryOf(this.#matching[from])?.focus();
    });
  }

  show(state: State): void {
    const asked = this.#rows.filter(filterBy(state, this.#stages));
    this.#matching = sortBy(asked, state.sort);
    this.#draw(PAGE);
  }

  /** Opens the finding of that id, if it is one; `clear` lifts a filter that keeps it out. */
  reveal(id: string, clear: () => void): void {
    const row = this.#rows.find(({ element }) => element.id === id);
    if (!row) return;
    if (!this.#matching.includes(row)) clear();
    this.#draw(Math.max(this.#limit, this.#matching.indexOf(row) + 1));
    const details = row.element.querySelector("details");
    if (details) details.open = true;
    row.element.scrollIntoView();
    summaryOf(row)?.focus();
  }

  focusFirst(): void {
    summaryOf(this.#matching[0])?.focus({ preventScroll: true });
  }

  /** Only what shows is put in order: the place of a hidden row matters to nobody. */
  #draw(limit: number): void {
    this.#limit = limit;
    const drawn = this.#matching.slice(0, limit).map(({ element }) => element);
    const shown = new Set(drawn);
    for (const { element } of this.#rows) element.hidden = !shown.has(element);
    if (drawn.some((element, index) => this.#element.children[index] !== element)) {
      this.#element.prepend(...drawn);
    }
    this.#element.classList.toggle("paged", drawn.length <= MOST_LAID_OUT);
    const count = this.#matching.length;
    if (this.#paging) this.#paging.hidden = count <= limit;
    if (this.#status) this.#status.textContent = words(count, this.#rows.length, limit);
  }
}

const summaryOf = (row: Row | undefined): HTMLElement | null | undefined =>
  row?.element.querySelector("summary");

function words(count: number, all: number, limit: number): string {
  const [found, total] = [count, all].map((number) => NUMBER.format(number));
  const noun = all === 1 ? "finding" : "findings";
  const matching = count === all ? `${total} ${noun}` : `${found} of ${total} ${noun} match`;
  return count > limit ? `${matching}, the first ${NUMBER.format(limit)} shown` : matching;
}
