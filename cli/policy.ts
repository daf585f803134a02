/** `greengate policy check FILE` and `greengate policy schema`. */
import { policyJsonSchema } from "../dagger/src/core/policy.ts";
import { loadPolicy } from "./load-policy.ts";
import { UsageError } from "./usage.ts";

export function policyCommand([verb, file, ...rest]: string[]): number {
  if (verb === "schema" && file === undefined) {
    process.stdout.write(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (verb === "check" && file !== undefined && rest.length === 0) {
    const { policy } = loadPolicy(file, ".");
    process.stdout.write(`${file} is valid: ${policy.exceptions.length} exceptions\n`);
    return 0;
  }
  throw new UsageError("policy takes `check FILE` or `schema`");
}
