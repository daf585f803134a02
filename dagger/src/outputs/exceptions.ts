/** The exceptions in sentences, for every rendering. Text passes through untouched: see inert.ts. */
import { counted } from "../core/counted.ts";
import { originWords, untilWords } from "../core/exceptions/judged.ts";
import type { JudgedException, Verdict } from "../core/verdict.ts";

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

/** What ran out comes first, since it may be what blocks; then what the policy does not show. */
export const exceptionLines = ({ exceptions }: Verdict): string[] =>
  ORDER.flatMap((wanted) => {
    const of = exceptions.filter(({ state }) => state === wanted);
    const own = ({ from }: JudgedException) => from.kind === "policy";
    return [...of.filter((each) => !own(each)), ...of.filter(own)].map(line);
  });

/** `Excepted: CVE-1 in purl pkg:npm/lodash, by ana until 2026-12-31 (greengate.yaml): why; …` */
function line(exception: JudgedException): string {
  const { id, state, owner, reason, scope, from, covers, notes } = exception;
  const where = scope.length > 0 ? ` (${scope.join(", ")})` : "";
  const count = counted(covers.length, "finding");
  const what = covers.length === 0 ? "" : ` [${count}]`;
  const told = notes.length > 0 ? `; ${notes.join("; ")}` : "";
  return `${TITLES[state]}: ${id}${where}, ${owner} ${untilWords(exception)}, ${originWords(from)}: ${reason}${what}${told}`;
}
