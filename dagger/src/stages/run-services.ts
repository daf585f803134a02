/** Runs the gate for each service of a policy, so many at once, each into a folder of its own. */
import { join } from "node:path";
import type { Directory } from "@dagger.io/dagger";
import type { Policy } from "../core/policy/policy.ts";
import { type Given, rescanOf } from "../folder/given.ts";
import type { Images } from "../images.ts";
import { once } from "../once.ts";
import { inParallel } from "../parallel.ts";
import { readTree } from "../source/tree.ts";
import { uncoveredIn } from "../source/uncovered.ts";
import { sourceOnDisk } from "./files.ts";
import type { Run } from "./run.ts";
import { type Ran, runStages } from "./run-stages.ts";

export interface ServicesRun {
  readonly source: Directory;
  readonly images: Images;
  readonly bucket: string;
  readonly database: Directory | undefined;
  readonly databaseRepository: string | undefined;
  readonly javaDatabaseRepository: string | undefined;
  /** The text of the file of runtimes' advisories. */
  readonly advisories: string;
  /** Whether each image's archive stays in its reports folder, to be published later. */
  readonly keepImage: boolean;
  /** What is given beside: a baseline's bills of materials are scanned again. */
  readonly given: Given | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The policy of all services. */
  readonly all: Policy;
  /** Whether that lists services: then each has a folder of its own, also where one is asked for. */
  readonly several: boolean;
  /** How many services are run at once. */
  readonly atOnce: number;
}

export interface ServiceRun extends Ran {
  readonly policy: Policy;
  /** Its reports folder. */
  readonly out: string;
}

/**
 * @param out the reports folder; of several services each has a folder of its name in it
 * @param wanted the stages to run, for each service
 */
export function runServices(
  given: ServicesRun,
  policies: readonly Policy[],
  out: string,
  wanted: (policy: Policy) => (stage: string) => boolean,
): Promise<ServiceRun[]> {
  const folder = once(() => sourceOnDisk(given.source));
  const beside = once(async () => (given.several ? uncoveredIn(await folder(), given.all) : {}));
  return inParallel(policies, given.atOnce, async (policy) => {
    const own = given.several ? join(out, policy.service.name) : out;
    let source: ReturnType<Run["source"]> | undefined;
    const run: Run = {
      ...given,
      directory: given.source,
      policy,
      out: own,
      source: () => {
        source ??= folder().then((at) => ({
          folder: at,
          tree: readTree(at, policy.service.path, policy.exclude),
        }));
        return source;
      },
    };
    const rescan = given.given && rescanOf(given.given, policy.service.name);
    const { records, image } = await runStages(run, wanted(policy), rescan);
    return { policy, out: own, records: { ...records, ...(await beside()) }, image };
  });
}
