/** The findings as the document holds them, read once. */

export interface Row {
  readonly element: HTMLElement;
  readonly data: DOMStringMap;
  /** The place in the document: what blocks comes first. */
  readonly index: number;
}

export const readRows = (list: HTMLElement): Row[] =>
  [...list.children].flatMap((element, index) =>
    element instanceof HTMLElement ? [{ element, data: element.dataset, index }] : [],
  );

const texts = new WeakMap<Row, string>();

/** All that a row says, its details too, in lower case; worked out when it is first searched. */
export function textOf(row: Row): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = (row.element.textContent ?? "").toLowerCase();
  texts.set(row, text);
  return text;
}
