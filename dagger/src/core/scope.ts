/**
 * What a policy says of what a run looks at, and of which service. Reports show what was found, and
 * not what was left out: under a policy that leaves out less, or asks for other rules, they would
 * prove what nobody looked at.
 */
import { compareText } from "./compare.ts";
import { digestOf } from "./digest.ts";
import type { Policy } from "./policy/policy.ts";
import { type Guard, otherJudge } from "./policy/protect.ts";
import { UNNAMED } from "./policy/service.ts";
import type { Problem } from "./result.ts";
import type { RunRecords } from "./run-record.ts";

/**
 * For the run's records, by the policy's fields. What ZAP was asked for, its own report tells; not what
 * the image was built with, nor the environment that the service had.
 */
export function scopeOf({ exclude, semgrepRules, pythonAdvisories, service }: Policy) {
  const { path, dockerfile, target, test, buildArgs, env } = service;
  return {
    exclude,
    semgrepRules,
    pythonAdvisories,
    "service.path": path,
    "service.dockerfile": dockerfile,
    ...(target !== undefined && { "service.target": target }),
    ...(test !== undefined && { "service.test": test }),
    ...namedBy("service.buildArgs", buildArgs),
    ...namedBy("service.env", env),
  };
}

/** By a digest, whatever their order: an argument of the call may have given one that is to be kept. */
function namedBy(field: string, values: Readonly<Record<string, string>>) {
  const pairs = Object.entries(values).sort(([a], [b]) => compareText(a, b));
  return pairs.length > 0 ? { [field]: digestOf(JSON.stringify(pairs)) } : {};
}

/**
 * @param policy of the one service that the records are of
 * @returns a problem where the run looked at something else than the policy says
 */
function otherScope({ scope, service }: RunRecords, policy: Policy): Problem | undefined {
  const asked: Readonly<Record<string, unknown>> = scopeOf(policy);
  const fields = [...new Set([...Object.keys(scope), ...Object.keys(asked)])];
  const others = fields.filter((key) => JSON.stringify(scope[key]) !== JSON.stringify(asked[key]));
  const { name } = policy.service;
  // One policy may be for many services: then it names none.
  if (name !== UNNAMED && name !== service) others.push("service.name");
  if (others.length === 0) return undefined;
  return {
    code: "folder.other-scope",
    message: `The run did not look at what the policy says: ${others.join(", ")} was another.`,
    hint: "Give the policy that the run was given, and in Dagger the same --build-args, --env and other options before the function's name; or run the gate again with this one.",
  };
}

/** @returns why a policy may not judge the run: it is not the protected one that must, or of another scope */
export const mayNotJudge = (
  records: RunRecords,
  policy: Policy,
  guard: Guard | undefined,
): Problem | undefined => otherJudge(records, policy, guard) ?? otherScope(records, policy);
