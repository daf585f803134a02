/** Judges what lies in no service's folder: which of the stages that did not look there had to. */
import type { Policy } from "../core/policy/policy.ts";
import { servicePolicies } from "../core/policy/services.ts";
import type { RunRecords } from "../core/run-record.ts";
import { type Beside, judgeBeside, NOTHING_BESIDE } from "../core/uncovered/judge.ts";
import { SCANNERS } from "../scanners/index.ts";

export interface Narrow {
  /** The whole policy, of all services. */
  readonly policy: Policy;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/** What it means that a stage did not look somewhere: evidence is missing, or it is only said. */
export function weightOf(
  stage: string,
  { reportOnly }: Pick<Policy, "reportOnly">,
): "gap" | "note" | undefined {
  const scanner = SCANNERS.find((each) => each.stage === stage);
  if (!scanner) return undefined;
  // Every file is one to look for secrets in, the policy and the README too.
  if (stage === "secrets") return "note";
  const blocks = scanner.finds?.some((category) => !reportOnly.includes(category));
  return blocks === false ? "note" : "gap";
}

/** @param records of the services that are judged */
export function besideServices(records: readonly RunRecords[], narrow: Narrow): Beside {
  const { policy, only, skip = [] } = narrow;
  const dropped = new Set([...policy.drop.map(({ stage }) => stage), ...skip]);
  const asked = SCANNERS.filter(
    ({ stage, invocation }) =>
      invocation?.select && !dropped.has(stage) && (only?.includes(stage) ?? true),
  );
  if (asked.length === 0) return NOTHING_BESIDE;
  return judgeBeside({
    told: records.map((each) => each.uncovered),
    services: new Map(servicePolicies(policy).map(({ service }) => [service.name, service.path])),
    weigh: (stage) =>
      asked.some((each) => each.stage === stage) ? weightOf(stage, policy) : undefined,
  });
}
