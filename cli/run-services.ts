/** Runs the stages of each service that is gated, and writes what they gave into its folder. */
import { join } from "node:path";
import type { Policy } from "../dagger/src/core/policy/policy.ts";
import { type Guard, judgedBy } from "../dagger/src/core/policy/protect.ts";
import type { RunRecords } from "../dagger/src/core/run-record.ts";
import { keepExceptionFiles } from "../dagger/src/folder/exceptions.ts";
import { type Given, rescanOf } from "../dagger/src/folder/given.ts";
import { keepGiven } from "../dagger/src/folder/given-files.ts";
import { writeRecords } from "../dagger/src/folder/write.ts";
import { once } from "../dagger/src/once.ts";
import { inParallel } from "../dagger/src/parallel.ts";
import { uncoveredIn } from "../dagger/src/source/uncovered.ts";
import type { GateOptions } from "./host/run.ts";
import { runStages } from "./host/run-stages.ts";
import { type Shared, startShared } from "./host/shared.ts";
import { say } from "./say.ts";
import { orUsageError } from "./usage-error.ts";
import { withWorkFolder } from "./work-folder.ts";

export interface ServicesRun
  extends Pick<GateOptions, "advisories" | "database" | "image" | "keepImage"> {
  readonly source: string;
  /** Where the reports go: a folder for each service where the policy lists several. */
  readonly out: string;
  readonly several: boolean;
  /** The policy of all services. */
  readonly all: Policy;
  readonly given: Given;
  readonly guard: Guard | undefined;
  readonly installTools: boolean;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/** Services that are run at once: ZAP alone takes half a gigabyte. */
const AT_ONCE = 2;

/**
 * @throws UsageError before anything is run, where an ignore file or VEX of the source can't be read as
 *   it was meant
 */
export async function runServices(policies: readonly Policy[], run: ServicesRun): Promise<void> {
  const services = policies.map((policy) => {
    const { name } = policy.service;
    const folder = run.several ? join(run.out, name) : run.out;
    return { policy, folder, kept: orUsageError(keepExceptionFiles(folder, run.source, policy)) };
  });
  const beside = once(() => uncoveredIn(run.source, run.all));
  await withWorkFolder(async (work) => {
    const shared = startShared({ work, say }, run.installTools);
    await inParallel(services, AT_ONCE, (service) => runService(service, shared, run, beside));
  });
}

interface Service {
  readonly policy: Policy;
  readonly folder: string;
  readonly kept: Pick<RunRecords, "exceptions">;
}

async function runService(
  { policy, folder, kept }: Service,
  shared: Shared,
  run: ServicesRun,
  beside: () => Pick<RunRecords, "uncovered">,
) {
  const { source, several, given, guard, only, skip = [], ...options } = run;
  const { name } = policy.service;
  const rescan = rescanOf(given, name);
  const dropped = [...policy.drop.map(({ stage }) => stage), ...skip];
  const prefix = several ? `${name} ` : "";
  const records = await withWorkFolder((work) =>
    runStages(
      { out: folder, source, work, say: (line) => say(prefix + line), images: new Set() },
      {
        ...options,
        policy,
        shared,
        ...(rescan && { rescan }),
        wanted: (stage) => !dropped.includes(stage) && (only?.includes(stage) ?? true),
      },
    ),
  );
  const whole = { ...records, ...beside(), ...judgedBy(guard, policy), ...kept };
  writeRecords(folder, keepGiven(folder, whole, given, Date.now()));
}
