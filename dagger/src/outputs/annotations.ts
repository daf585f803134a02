/**
 * github-annotations.txt: GitHub's workflow commands, for a step that prints this file. Nothing else
 * that Greengate prints is one. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import { counted } from "../core/counted.ts";
import type { JudgedFinding, Verdict, VerdictName } from "../core/verdict.ts";
import type { Whole } from "../core/whole.ts";
import type { Output } from "./output.ts";
import { oneLine } from "./shared/inert.ts";
import { inRepository, placeOf } from "./shared/place.ts";
import { byAction, gapsOf, portion, rowSummary, whereOf } from "./shared/words.ts";

/** Of each kind GitHub shows ten a step; what is past that it drops without a word. */
const MOST = 10;

/** So that many findings don't hide that evidence is missing. */
const MOST_GAPS = 4;

export const annotations: Output = {
  file: "github-annotations.txt",
  render: (verdict) => annotated(verdict.verdict, [verdict]),
};

/** One step prints one file, so that of several services has the limits of one. */
export const wholeAnnotations = ({ verdict, services, beside }: Whole): string =>
  annotated(
    verdict,
    services,
    beside.gaps.map(({ message, hint }) =>
      command("error", { title: "Greengate: incomplete" }, `${message} ${hint}`),
    ),
  );

/** @param ofAll gaps that are of no one verdict */
function annotated(
  name: VerdictName,
  verdicts: readonly Verdict[],
  ofAll: readonly string[] = [],
): string {
  const gaps = [...ofAll, ...verdicts.flatMap(ofGaps)];
  const errors = verdicts.flatMap((verdict) => ofAction(verdict, "block"));
  const warnings = verdicts.flatMap((verdict) => ofAction(verdict, "warn"));
  const shownGaps = gaps.slice(0, Math.max(MOST_GAPS, MOST - errors.length));
  const shownErrors = [...shownGaps, ...errors].slice(0, MOST);
  const left = gaps.length + errors.length - shownErrors.length;
  const counts = verdicts.map((verdict) => `${verdict.service}: ${rowSummary(verdict)}`).join(". ");
  const of = portion(name, verdicts);
  const rest = [
    ...(left > 0 ? [counted(left, "more error")] : []),
    ...(warnings.length > MOST ? [counted(warnings.length - MOST, "more warning")] : []),
  ];
  const notes = rest.length > 0 ? ` Not annotated: ${rest.join(", ")}; report.md has them.` : "";
  return [
    command("notice", { title: `Greengate: ${name}${of && ` (${of})`}` }, `${counts}.${notes}`),
    ...shownErrors,
    ...warnings.slice(0, MOST),
  ].join("");
}

const ofGaps = (verdict: Verdict): string[] =>
  gapsOf(verdict).map(({ stage, message, hint }) =>
    command("error", { title: `${verdict.service}: ${stage} is incomplete` }, `${message} ${hint}`),
  );

function ofAction({ findings }: Verdict, action: "block" | "warn"): string[] {
  const kind = action === "block" ? "error" : "warning";
  return byAction(findings)
    .filter((finding) => finding.action === action)
    .map((finding) => command(kind, place(finding), wordsOf(finding)));
}

function place(finding: JudgedFinding): Record<string, string> {
  const title = `${finding.action}: ${finding.id} (${finding.severity})`;
  if (!inRepository(finding)) return { title };
  const { path, line } = placeOf(finding);
  return { file: path, line: String(line), title };
}

function wordsOf(finding: JudgedFinding): string {
  const fixed = finding.packages[0]?.fixed ?? "";
  const mend = fixed === "" ? (finding.advice ?? "") : `Fixed in ${fixed}.`;
  return `${finding.title}: ${whereOf(finding)}. ${mend}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts tells what to escape. */
function command(kind: string, properties: Record<string, string>, words: string): string {
  const escaped = (text: string) => text.replaceAll("%", "%25");
  const given = Object.entries(properties).map(([name, value]) => {
    const text = escaped(oneLine(value, 255)).replaceAll(":", "%3A").replaceAll(",", "%2C");
    return `${name}=${text}`;
  });
  return `::${kind} ${given.join(",")}::${escaped(oneLine(words, 1000)) || "no words"}\n`;
}
