/**
 * SARIF 2.1.0 of any tool, for stages that Greengate has no reader of its own for.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * Proves that it looked: a run with results and with no error; that it executed successfully, where
 * it says how it ended. Many tools don't, which is noted. Results that are no finding are counted.
 */
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { findingsOf } from "./findings.ts";
import { kindOf } from "./kind.ts";
import { type Invocation, parseSarif, type Run, toolOf } from "./report.ts";

/** Reads `report.sarif`; the stage itself is judged like any other. */
export function readSarif({ files }: Pick<StageInput, "files">): Reading {
  const parsed = parseSarif(files.get("report.sarif"));
  if (!parsed.ok) return unreadable("unknown", parsed.error);
  const { runs, inlineExternalProperties: inline } = parsed.value;
  return {
    findings: runs.flatMap(findingsOf),
    tool: toolOf(parsed.value),
    facts: [
      { name: "runs", value: String(runs.length) },
      ...(runs.some(hasKinds) ? [{ name: "results", value: kindsIn(runs) }] : []),
    ],
    gaps: [
      ...(runs.length === 0 ? [gap("sarif.no-run", "The report holds no run.")] : []),
      // §3.13.5: results may stand there in place of their run.
      ...(inline.length > 0
        ? [gap("sarif.elsewhere", "Parts of the report are beside its runs, and are not read.")]
        : []),
      ...runs.flatMap(gapsOf),
    ],
    notes: runs.some(({ invocations = [] }) => invocations.length === 0)
      ? ["The tool does not say how its run ended"]
      : [],
  };
}

const hasKinds = ({ results }: Run): boolean =>
  (results ?? []).some((entry) => kindOf(entry) !== "fail");

/** `3 pass, 1 review`, in the order in which they first come. */
function kindsIn(runs: readonly Run[]): string {
  const counts = new Map<string, number>();
  for (const kind of runs.flatMap(({ results }) => (results ?? []).map(kindOf))) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
}

const gap = (code: string, text: string): Gap => ({
  code,
  message: text,
  hint: "Run the tool again and look at its log.",
});

function gapsOf(run: Run): Gap[] {
  const { results, invocations = [], conversion, externalPropertyFileReferences = {} } = run;
  const all = [...invocations, ...(conversion?.invocation ? [conversion.invocation] : [])];
  const notes = all.flatMap((each) => [
    ...(each.toolExecutionNotifications ?? []),
    ...(each.toolConfigurationNotifications ?? []),
  ]);
  return [
    // §3.14.23: results are absent or null where the tool did not get as far as looking.
    ...(results ? [] : [gap("sarif.no-results", "A run has no results: the tool did not look.")]),
    // §3.14.2
    ...(Object.keys(externalPropertyFileReferences).length > 0
      ? [gap("sarif.elsewhere", "Parts of the report are in other files, which are not read.")]
      : []),
    ...[...new Set(all.flatMap(failureOf))].map((text) => gap("sarif.failed", text)),
    ...notes
      .filter((note) => note.level === "error")
      .map((note) => gap("sarif.error", `The tool said: ${note.message.text ?? "an error"}`)),
  ];
}

/** §3.20, appendix I: however it says that the tool did not get to its end. */
function failureOf(invocation: Invocation): string[] {
  const { executionSuccessful, exitSignalName, processStartFailureMessage } = invocation;
  if (processStartFailureMessage !== undefined) {
    return [`The tool did not start: ${processStartFailureMessage}`];
  }
  if (exitSignalName !== undefined) return [`The tool was ended by a signal: ${exitSignalName}`];
  return executionSuccessful ? [] : ["The tool says that it did not execute successfully."];
}
