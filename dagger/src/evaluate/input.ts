/** What a reports folder is judged by. */
import type { Declared } from "../core/exceptions/declared.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Guard } from "../core/policy/protect.ts";
import type { RunRecords } from "../core/run-record.ts";

export interface Evaluate {
  /** Undefined for bare reports. */
  readonly records: RunRecords | undefined;
  /** Stage → file name → content. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;
  /** Ignore files and VEX of the source; none where it is absent. */
  readonly declared?: Declared;
  /** VEX that was given beside it. */
  readonly givenVex?: Declared;
  /** What the protected branch has in their place, and the policy's. */
  readonly guard?: Guard;
  readonly policy: Policy;
  /** Name of the policy's file, for the verdict. */
  readonly policyFile: string;
  readonly withoutRecords?: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Decides whether it may be pushed: what can only run after that is not required yet. */
  readonly beforePublish?: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}
