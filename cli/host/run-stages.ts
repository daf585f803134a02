/** Runs on this host what this host can; what can't run is a record that says what to install. */
import type { Problem } from "../../dagger/src/core/result.ts";
import type { RunRecords, StageRecord } from "../../dagger/src/core/run-record.ts";
import { scopeOf } from "../../dagger/src/core/scope.ts";
import { withAnchors } from "../../dagger/src/folder/anchors.ts";
import { keepArchive } from "../../dagger/src/folder/archive.ts";
import { failed, missing } from "../../dagger/src/folder/records.ts";
import { BEFORE_PUBLISH, withRescan } from "../../dagger/src/scanners/index.ts";
import type { Scanner } from "../../dagger/src/scanners/scanner.ts";
import { version } from "../../dagger/src/version.ts";
import { noDockerfile } from "./dockerfile.ts";
import { removeImages } from "./engine.ts";
import type { Host } from "./host.ts";
import { type GateOptions, type Run, startRun } from "./run.ts";
import { runtimeStage } from "./runtime.ts";
import { scanStage } from "./scan.ts";
import { testStage } from "./service-test.ts";
import { zapStage } from "./zap.ts";

type Stage = (run: Run) => Promise<StageRecord>;

/** The stages that run in a way of their own; every other one is run as its scanner says. */
const OWN: Readonly<Record<string, Stage>> = {
  test: testStage,
  runtime: runtimeStage,
  "zap-baseline": zapStage,
};

const stageOf = (scanner: Scanner, unbuilt: Problem | undefined): Stage => {
  const { stage, invocation, ofImage } = scanner;
  // The service's own tests may not even apply there: they ask for themselves.
  if (unbuilt && ofImage && stage !== "test") {
    return async () => missing(stage, unbuilt.message, unbuilt.hint);
  }
  if (invocation) return (run) => scanStage(run, scanner, invocation);
  const own = OWN[stage];
  if (!own) throw new Error(`nothing runs ${stage}`);
  return own;
};

export async function runStages(host: Host, options: GateOptions): Promise<RunRecords> {
  const run = startRun(host, options);
  const scanners = withRescan(
    BEFORE_PUBLISH.filter(({ stage }) => options.wanted(stage)),
    options.rescan,
  );
  const unbuilt = options.image === undefined ? noDockerfile(run) : undefined;
  const stages = await Promise.all(
    scanners.map((scanner) => told(run, scanner.stage, stageOf(scanner, unbuilt))),
  );
  const built = await run.built();
  if (options.keepImage && built?.ok && built.value.identity.manifest === undefined) {
    host.say("the kept archive has no OCI manifest: it can't be published by digest");
  }
  const engine = host.images.size > 0 ? await run.engine() : undefined;
  if (engine?.ok) await removeImages(host, engine.value);
  const records: RunRecords = {
    schema: 1,
    greengate: version,
    service: options.policy.service.name,
    ...(built?.ok && {
      image: built.value.identity,
      ...(options.keepImage && keepArchive(host.out, built.value.archive)),
    }),
    scope: scopeOf(options.policy),
    stages,
  };
  return withAnchors(host.out, records, options.policy, run.tree);
}

/** Runs a stage and says so, in a line each; a fault of ours is that stage's failure, not the run's. */
async function told(run: Run, stage: string, start: Stage): Promise<StageRecord> {
  const began = performance.now();
  const record = await start(run).catch((error: Error) =>
    failed(stage, `our own fault: ${error.message}`),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const why = record.reason ? `: ${record.reason}` : "";
  run.host.say(`${stage}: ${record.status} in ${seconds} s${why}`);
  return record;
}
