/** What names a policy: the digest of its effective form, with every default filled in. */
import { digestOf } from "../digest.ts";
import type { Policy } from "./policy.ts";

export function policyDigest(policy: Policy): string {
  return digestOf(JSON.stringify(policy));
}
