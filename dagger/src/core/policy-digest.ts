/** What names a policy: the digest of its effective form, with every default filled in. */
import { createHash } from "node:crypto";
import type { Policy } from "./policy.ts";

export function policyDigest(policy: Policy): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(policy)).digest("hex")}`;
}
