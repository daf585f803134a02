/** What is asked of the list, as it stands in the address, so that a view can be handed on. */

/** Field name → what was chosen; a field that is absent or empty asks for nothing. */
export type State = Readonly<Record<string, string>>;

const FIELDS = ["q", "severity", "action", "stage", "only", "step", "sort"];

/** `#severity=high&sort=package`, which no id of the document looks like. */
export const isState = (hash: string): boolean => hash.includes("=");

export function fromHash(hash: string): State {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(FIELDS.map((field) => [field, given.get(field) ?? ""]));
}

export function toHash(state: State): string {
  const given = FIELDS.flatMap((field) => (state[field] ? [[field, state[field]]] : []));
  return given.length === 0 ? "#findings" : `#${new URLSearchParams(given)}`;
}
