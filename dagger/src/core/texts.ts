/**
 * Equal texts as one text. A report says the same package, version and title thousands of times: each
 * copy would else be kept, and hashed anew by all that looks it up.
 */
export class Texts {
  readonly #known = new Map<string, string>();

  one(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, text);
    return text;
  }
}
