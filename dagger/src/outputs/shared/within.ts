/** Lines within a budget: what does not fit is left out whole, and counted. */

export class Within {
  readonly #most: number;
  #text = "";

  /** @param most UTF-16 units of the whole text */
  constructor(most: number) {
    this.#most = most;
  }

  /** Adds lines that can't be left out. */
  add(...lines: readonly string[]): void {
    for (const line of lines) this.#text += `${line}\n`;
  }

  /**
   * Adds the lines that fit, from the first.
   *
   * @param rest says that so many are left out; given only where some are
   * @param share of what is left that these lines may take, 0 to 1
   */
  fill(lines: Iterable<string>, count: number, rest: (left: number) => string, share = 1): void {
    const end = this.#text.length + (this.#most - this.#text.length) * share - RESERVE;
    let shown = 0;
    for (const line of lines) {
      if (this.#text.length + line.length + 1 > end) break;
      this.#text += `${line}\n`;
      shown += 1;
    }
    if (shown < count) this.#text += `${rest(count - shown)}\n`;
  }

  text(): string {
    return this.#text;
  }
}

/** For the words that say what is left out. */
const RESERVE = 200;
