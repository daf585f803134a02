/** What names a policy: the digest of its effective form, with every default filled in. */
import { digestOf } from "../digest";
import type { Policy } from "./policy";

export function policyDigest(policy: Policy): string {
  return digestOf(JSON.stringify(policy));
}
