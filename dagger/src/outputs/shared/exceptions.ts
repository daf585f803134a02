/** The exceptions in sentences, for every rendering. Text passes through untouched: see inert.ts. */
import { counted } from "../../core/counted.ts";
import { originWords, untilWords } from "../../core/exceptions/judged.ts";
import type { JudgedException, Verdict } from "../../core/verdict.ts";

const TITLES: Record<JudgedException["state"], string> = {
  "in-force": "Excepted",
  expired: "Ran out",
  pending: "Not begun yet",
  refused: "Does not count",
  unused: "Never used",
  "not-looked": "Not looked at",
};

const ORDER: readonly JudgedException["state"][] = [
  "expired",
  "refused",
  "in-force",
  "pending",
  "unused",
  "not-looked",
];

/** What one line tells of: an exception, or several that differ by their ids alone. */
export interface ExceptionLine {
  readonly text: string;
  readonly count: number;
}

/** So many that a line is not cut. */
const MOST_IDS = 5;

/** What ran out comes first, since it may be what blocks; then what the policy does not show. */
export const exceptionLines = ({ exceptions }: Verdict): ExceptionLine[] =>
  ORDER.flatMap((wanted) => {
    const of = exceptions.filter(({ state }) => state === wanted);
    const own = ({ from }: JudgedException) => from.kind === "policy";
    return alike([...of.filter((each) => !own(each)), ...of.filter(own)]).map(line);
  });

type Alike = readonly [JudgedException, ...JudgedException[]];

/** Those of one place, one owner, one end and one reason together: a draft's entries often are. */
function alike(exceptions: readonly JudgedException[]): Alike[] {
  const groups = new Map<string, [JudgedException, ...JudgedException[]]>();
  const full: Alike[] = [];
  for (const each of exceptions) {
    const { owner, reason, scope, from } = each;
    const key = JSON.stringify([scope, owner, untilWords(each), originWords(from), reason]);
    const group = groups.get(key);
    if (group === undefined || group.length === MOST_IDS) {
      const next: [JudgedException] = [each];
      groups.set(key, next);
      full.push(next);
    } else group.push(each);
  }
  return full;
}

/** `Excepted: CVE-1, CVE-2 (purl pkg:npm/lodash), ana until 2026-12-31, greengate.yaml: why [2 findings]; …` */
function line(group: Alike): ExceptionLine {
  const [first] = group;
  const { state, owner, reason, scope, from } = first;
  const ids = group.map(({ id }) => id).join(", ");
  const where = scope.length > 0 ? ` (${scope.join(", ")})` : "";
  const covers = new Set(group.flatMap((each) => each.covers)).size;
  const what = covers === 0 ? "" : ` [${counted(covers, "finding")}]`;
  const told = notesOf(group).map((note) => `; ${note}`);
  const text = `${TITLES[state]}: ${ids}${where}, ${owner} ${untilWords(first)}, ${originWords(from)}: ${reason}${what}${told.join("")}`;
  return { text, count: group.length };
}

/** What begins alike is begun once: `could be fixed by now: CVE-1 in a, by 1.2; CVE-2 in b, by 3.4`. */
function notesOf(group: Alike): string[] {
  const begun = new Map<string, Set<string>>();
  for (const note of new Set(group.flatMap(({ notes }) => notes))) {
    const [begin = ""] = /^[^:]*: /.exec(note) ?? [""];
    const ends = begun.get(begin) ?? new Set<string>();
    begun.set(begin, ends.add(note.slice(begin.length)));
  }
  return [...begun].map(([begin, ends]) => `${begin}${[...ends].join("; ")}`);
}
