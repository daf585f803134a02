/** The plan: the few actions that turn a verdict green, those that clear most first. */
import { compareText } from "./compare.ts";
import type { ExceptionState } from "./exceptions.ts";
import type { JudgedFinding, JudgedStage, Step } from "./verdict.ts";

/**
 * @param findings all findings, judged, in the verdict's order; only those that block are planned for
 * @param stages all stages; each incomplete one is a step
 * @param exceptions with their states; one that ran out and covered a blocker may be renewed
 */
export function makePlan(
  findings: readonly JudgedFinding[],
  stages: readonly JudgedStage[],
  exceptions: readonly ExceptionState[],
): Step[] {
  const steps = new Map<string, Step>();
  const add = (kind: Step["kind"], what: string, clears: string) => {
    const step = steps.get(what);
    if (step) step.clears.push(clears);
    else steps.set(what, { kind, what, clears: [clears] });
  };
  for (const { stage, state, gaps } of stages) {
    if (state !== "incomplete") continue;
    const [gap] = gaps;
    const message = gap?.message ?? "";
    const named = message.startsWith(stage) ? message : `${stage}: ${message}`;
    add("run", `${named} ${gap?.hint ?? ""}`.trim(), stage);
  }
  const lapsed = new Map(
    exceptions
      .filter(({ state }) => state === "expired")
      .flatMap(({ exception, covers }) => covers.map((fingerprint) => [fingerprint, exception])),
  );
  for (const finding of findings) {
    if (finding.action !== "block") continue;
    const { kind, what } = remedy(finding);
    const exception = lapsed.get(finding.fingerprint);
    const or = exception
      ? `${what} (its exception ${ended(exception)}; ${exception.owner} may renew it)`
      : what;
    add(kind, or, finding.fingerprint);
  }
  return [...steps.values()].sort(
    (a, b) =>
      Number(b.kind === "run") - Number(a.kind === "run") ||
      b.clears.length - a.clears.length ||
      compareText(a.what, b.what),
  );
}

const ended = ({ until }: ExceptionState["exception"]): string =>
  until === undefined ? "has ended" : `ran out after ${until}`;

function remedy(finding: JudgedFinding): Pick<Step, "kind" | "what"> {
  const place = finding.locations[0];
  const where = place ? `${place.path}${place.line === undefined ? "" : `:${place.line}`}` : "";
  const ref = finding.packages[0];
  if (!ref) {
    const advice = finding.advice ? `: ${finding.advice}` : "";
    return { kind: "fix", what: `${finding.id} at ${where}, ${finding.title}${advice}` };
  }
  if (finding.packages.some((each) => each.fixed === "")) {
    const what = `${finding.id} in ${ref.name}: no fixed version yet; replace the package or accept it with an exception`;
    return { kind: "fix", what };
  }
  if (ref.os) {
    return { kind: "rebuild", what: "Rebuild on a newer base image, which brings fixed packages" };
  }
  return { kind: "upgrade", what: `Upgrade ${ref.name} in ${where}` };
}
