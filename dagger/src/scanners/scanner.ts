/** The shape of a scanner. One file or folder a tool; registered in `index.ts`. */
import type { Reading, StageInput } from "../core/evidence.ts";
import type { Category } from "../core/finding.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Invocation } from "./invocation.ts";

export interface Scanner {
  /** The stage's name, as in run records, policies and `--only`. */
  readonly stage: string;
  readonly title: string;
  /** The files it must write, by name, in raw/<stage>/; the first is the one that is judged. */
  readonly outputs: readonly [string, ...string[]];
  /** The categories of what it finds; any where it is absent, as in another tool's report. */
  readonly finds?: readonly Category[];
  /** Exit codes besides 0 with which its report is whole all the same. */
  readonly fineExitCodes?: readonly number[];
  /** True where a run may say, with a reason, that there is nothing for it to look at. */
  readonly mayNotApply: boolean;
  /** Whether the policy itself names something for it to look at: then no run may say so. */
  readonly named?: (service: Policy["service"]) => boolean;
  /** Looks at the built image, or at what runs in it. */
  readonly ofImage?: boolean;
  /**
   * Runs only once the image is pushed, so no gate before that can require it. It is required where a
   * record or a report of it is there, and where the policy's `require` or `--only` names it.
   */
  readonly after?: "publish";
  /** A file that is given, which tells of findings and looks at nothing of the service. */
  readonly given?: true;
  /** What makes it run where it is missing. */
  readonly install: string;
  /** How it is run; none for a stage that each runner runs in a way of its own (tests, ZAP). */
  readonly invocation?: Invocation;
  /** By output: takes secrets that the scanner writes in clear out of its text. */
  readonly redact?: Readonly<Record<string, (text: string) => string>>;
  /** Turns its files into findings and says what evidence is missing. Never throws. */
  read(input: StageInput): Reading;
}
