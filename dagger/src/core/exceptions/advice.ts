/** What to tell of an exception by what it covers: how it could be narrower, what could be fixed. */
import type { Finding } from "../finding.ts";
import { type Entry, fixable } from "./entry.ts";
import { bare } from "./purl.ts";

/** How many findings are told of by name. */
const MOST_NAMED = 3;

/** @param hits the findings that it covers; none where it is of no use */
export function adviceOn(entry: Entry, hits: readonly Finding[]): string[] {
  if (hits.length === 0) return [];
  return [...narrower(entry, hits), ...fixes(hits)];
}

/** Wider than what it hits: the next version, package or file would be covered unseen. */
function narrower({ scope, origin }: Entry, hits: readonly Finding[]): string[] {
  const refs = hits.flatMap(({ packages }) => packages);
  const how = HOW[origin.kind];
  if (refs.length > 0 && hits.every(({ packages }) => packages.length > 0)) {
    const known = new Set(refs.map(({ purl }) => bare(purl)));
    const [one] = known;
    const open = scope.purls?.every(({ version }) => !version) ?? true;
    if (!open || scope.versions || known.size !== 1 || !one) return [];
    return [`wider than what it hits: ${how.purl} ${one} would do`];
  }
  const paths = new Set(hits.flatMap(({ locations }) => locations.map(({ path }) => path)));
  const [path] = paths;
  if (scope.paths || paths.size !== 1 || path === undefined) return [];
  return how.path === undefined ? [] : [`wider than what it hits: ${how.path} ${path} would do`];
}

const HOW = {
  policy: { purl: "purl", path: "path" },
  trivyignore: { purl: "in .trivyignore.yaml, purls", path: "in .trivyignore.yaml, paths" },
  vex: { purl: "the purl", path: undefined },
} as const;

function fixes(hits: readonly Finding[]): string[] {
  const fixed = hits.filter(fixable);
  if (fixed.length === 0) return [];
  const named = fixed.slice(0, MOST_NAMED).map(({ id, packages }) => {
    const ref = packages.find((each) => each.fixed !== "");
    return `${id} in ${ref?.name}, by ${ref?.fixed}`;
  });
  const more = fixed.length > MOST_NAMED ? ` and ${fixed.length - MOST_NAMED} more` : "";
  return [`could be fixed by now: ${named.join("; ")}${more}`];
}
