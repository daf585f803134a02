/** The places of one rule's findings, in words: how many, and the first of as many files as can be told. */
import { compareText } from "../compare.ts";
import { counted } from "../counted.ts";
import type { Location } from "../finding.ts";
import { byPlace, placeText } from "../places.ts";
import type { JudgedFinding } from "../verdict.ts";

const MOST = 4;

/** Path → line (0 where none is told) → the first finding there. */
type Files = ReadonlyMap<string, ReadonlyMap<number, JudgedFinding>>;

export interface RulePlaces {
  /** ` in Dockerfile:3`, ` in 28 places of 14 files: …`, ` on 2 paths: …`; empty where none is known. */
  readonly words: string;
  readonly several: boolean;
  /** What is at the place that is told first. */
  readonly first: JudgedFinding | undefined;
}

/** @param findings of one rule */
export function rulePlaces(findings: readonly JudgedFinding[]): RulePlaces {
  const files = filesOf(findings);
  const told = firstOf(files);
  const [first] = told;
  if (!first) return { words: "", several: false, first: findings[0] };
  let count = 0;
  for (const { size } of files.values()) count += size;
  const more = count > told.length ? ` and ${count - told.length} more` : "";
  const many = count === 1 ? "" : `${howMany(count, files.size, findings[0])}: `;
  return {
    words: ` ${prepositionOf(findings[0])} ${many}${told.map(placeText).join(", ")}${more}`,
    several: count > 1,
    first: files.get(first.path)?.get(first.line ?? 0),
  };
}

/** A running service has paths, not files. */
const prepositionOf = (finding: JudgedFinding | undefined): string =>
  finding?.category === "dast" ? "on" : "in";

function howMany(count: number, files: number, finding: JudgedFinding | undefined): string {
  if (finding?.category === "dast") return counted(count, "path");
  const of = files > 1 && files < count ? ` of ${files} files` : "";
  return counted(count, "place") + of;
}

function filesOf(findings: readonly JudgedFinding[]): Files {
  const files = new Map<string, Map<number, JudgedFinding>>();
  for (const finding of findings) {
    for (const { path, line = 0 } of finding.locations) {
      let lines = files.get(path);
      if (!lines) {
        lines = new Map();
        files.set(path, lines);
      }
      if (!lines.has(line)) lines.set(line, finding);
    }
  }
  return files;
}

/** Of many files the first line of each; of a few more lines of each too. In order. */
function firstOf(files: Files): Location[] {
  const paths = [...files.keys()].sort(compareText).slice(0, MOST);
  const places = paths.flatMap((path) => {
    const lines = [...(files.get(path)?.keys() ?? [])].sort((a, b) => a - b).slice(0, MOST);
    return lines.map((line, nth) => ({ place: line === 0 ? { path } : { path, line }, nth }));
  });
  const told = places.sort((a, b) => a.nth - b.nth).slice(0, MOST);
  return told.map(({ place }) => place).sort(byPlace);
}
