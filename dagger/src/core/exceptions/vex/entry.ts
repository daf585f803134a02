/** A VEX statement as an exception. */
import { DAY_MS } from "../../time.ts";
import type { Entry } from "../entry.ts";
import type { Statement } from "./statement.ts";

/** What the statements are held against. */
export interface Here {
  /** The image's manifest digest, where it is known. */
  readonly manifest: string | undefined;
  readonly service: string;
  /** The package that a BOM-Link names, where it is of this run's own bill of materials. */
  readonly packageOf: (bomLink: string) => string | undefined;
  /** Why no statement excepts anything, where that is so. */
  readonly refused: string | undefined;
  /** How many days a statement counts, from its own; no limit where it is absent. */
  readonly maxDays: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @returns the entry; one that can't count says why */
export function entryOf(statement: Statement, { refused, maxDays }: Here): Entry {
  const { names, status, at, subjects, why, justification, author, file } = statement;
  const ends = at === undefined || maxDays === undefined ? undefined : at + maxDays * DAY_MS;
  const wrong =
    refused ??
    (why === undefined ? "it has neither a justification nor an impact statement" : undefined) ??
    (at === undefined ? "nothing tells when it was made" : undefined);
  const named = subjects.flatMap(({ package: purl, bomLink }) =>
    purl ? [String(purl)] : bomLink === undefined ? [] : [bomLink],
  );
  const purls = subjects.flatMap(({ package: purl }) => (purl ? [purl] : []));
  return {
    id: names[0] ?? "",
    reason: `${status}${why === undefined ? "" : `: ${why}`}`,
    owner: author,
    origin: { kind: "vex", file },
    scope: {
      purls,
      ...(purls.length > 0 && subjects.some((s) => s.versions) && { versions: ANY }),
    },
    scopeWords: [...new Set(named)].map((name) => `package ${name}`),
    untilFixed: false,
    ...(at !== undefined && { begins: at }),
    ...(ends !== undefined && { ends, until: new Date(ends).toISOString() }),
    ...(justification !== undefined && { justification }),
    ...(wrong !== undefined && { refused: wrong }),
  };
}

/** Only tells that it is limited to versions: VEX is matched by its statements. */
const ANY = { type: "", has: () => true };
