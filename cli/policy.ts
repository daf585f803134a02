/** `greengate policy check FILE` and `greengate policy schema`. */

import { counted } from "../dagger/src/core/counted.ts";
import { timely } from "../dagger/src/core/exceptions/entry.ts";
import { policyEntries } from "../dagger/src/core/exceptions/from-policy.ts";
import { type Policy, policyJsonSchema } from "../dagger/src/core/policy.ts";
import { servicePolicies } from "../dagger/src/core/services.ts";
import { STAGES } from "../dagger/src/scanners/index.ts";
import { loadPolicy } from "./load-policy.ts";
import { UsageError } from "./usage.ts";

export function policyCommand([verb, file, ...rest]: string[]): number {
  if (verb === "schema" && file === undefined) {
    process.stdout.write(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (verb === "check" && file !== undefined && rest.length === 0) {
    const { policy } = loadPolicy(file, ".");
    const policies = servicePolicies(policy);
    const what = policy.services ? counted(policies.length, "service") : policy.service.name;
    process.stdout.write(`${file} is valid, of ${what}\n`);
    for (const note of new Set(policies.flatMap(doubts))) process.stdout.write(`note: ${note}\n`);
    return 0;
  }
  throw new UsageError("policy takes `check FILE` or `schema`");
}

/** What is allowed, and may still not be what was meant. */
function doubts(policy: Policy): string[] {
  const { require, drop } = policy;
  const named = [...require, ...drop.map(({ stage }) => stage)];
  return [
    ...named
      .filter((stage) => !STAGES.includes(stage))
      .map((stage) => `${stage} is no stage of Greengate's: a SARIF report of that name is meant`),
    ...policyEntries(policy, "")
      .filter((entry) => !timely(entry, Date.now()))
      .map(({ id, begins, until }) =>
        begins !== undefined && Date.now() < begins
          ? `the exception of ${id} has not begun yet`
          : `the exception of ${id} ran out after ${until}`,
      ),
  ];
}
