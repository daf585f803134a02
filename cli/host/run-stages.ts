/** Runs on this host what this host can; what can't run is a record that says what to install. */
import { join, resolve } from "node:path";
import type { Policy } from "../../dagger/src/core/policy.ts";
import { fail, type Problem, type Result } from "../../dagger/src/core/result.ts";
import type { RunRecords, StageRecord } from "../../dagger/src/core/run-record.ts";
import { failed, missing } from "../../dagger/src/folder/records.ts";
import { version } from "../../dagger/src/version.ts";
import { findEngine } from "./engine.ts";
import type { Host } from "./host.ts";
import { buildImage, givenImage } from "./image.ts";
import { testStage } from "./service-test.ts";
import { cacheFolder, installTrivy } from "./tools.ts";
import { configStage, findTrivy, imageStage, updateDatabase } from "./trivy.ts";
import { findZap, zapStage } from "./zap.ts";

export interface GateOptions {
  readonly policy: Policy;
  readonly installTools: boolean;
  /** A folder that holds Trivy's db/; fetched where none is given. */
  readonly database?: string;
  /** An image archive to judge instead of building one. */
  readonly image?: string;
  /** True for the stages that are required. */
  readonly wanted: (stage: string) => boolean;
}

export async function runStages(host: Host, options: GateOptions): Promise<RunRecords> {
  const { policy, wanted } = options;
  const { service } = policy;
  const engine = await findEngine(host.work);
  const trivy = lazily(() => trivyOf(host, options));
  const image = lazily(() => imageOf(host, engine, options));

  const stages: Record<string, () => Promise<StageRecord>> = {
    test: () => testStage(host, engine, service),
    "trivy-config": () =>
      whole("trivy-config", trivy(), (tool) => configStage(host, tool, service.dockerfile)),
    "trivy-image": () =>
      whole("trivy-image", trivy(), (tool) =>
        whole("trivy-image", databaseOf(host, tool, options), (cache) =>
          whole("trivy-image", image(), (built) => imageStage(host, tool, built, cache)),
        ),
      ),
    "zap-baseline": () =>
      whole("zap-baseline", findZap(host), (zap) =>
        whole("zap-baseline", Promise.resolve(engine), (program) =>
          whole("zap-baseline", image(), (built) => zapStage(host, zap, program, built, service)),
        ),
      ),
  };
  const records = await Promise.all(
    Object.entries(stages)
      .filter(([stage]) => wanted(stage))
      .map(([stage, run]) => told(host, stage, run)),
  );
  const built = await image.started;
  return {
    schema: 1,
    greengate: version,
    service: service.name,
    ...(built?.ok && { image: built.value.identity }),
    stages: records,
  };
}

/** Runs a stage and says so, in a line each; a fault of ours is that stage's failure, not the run's. */
async function told({ say }: Host, stage: string, run: () => Promise<StageRecord>) {
  const start = performance.now();
  const record = await run().catch((error: Error) =>
    failed(stage, `our own fault: ${error.message}`),
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${stage}: ${record.status} in ${seconds} s${record.reason ? `: ${record.reason}` : ""}`);
  return record;
}

/** Goes on with what a stage needs, or records why it is not there. */
async function whole<T>(
  stage: string,
  need: Promise<Result<T>>,
  then: (value: T) => Promise<StageRecord>,
): Promise<StageRecord> {
  const result = await need;
  return result.ok ? then(result.value) : without(stage, result.error);
}

function without(stage: string, { code, message, hint }: Problem): StageRecord {
  const broken = ["image.not-built", "image.not-saved", "image.not-verified"].includes(code);
  return broken ? failed(stage, message, { hint }) : missing(stage, message, hint);
}

/** At most once, at the first call. */
function lazily<T>(make: () => Promise<T>): (() => Promise<T>) & { started?: Promise<T> } {
  const once: (() => Promise<T>) & { started?: Promise<T> } = () => {
    once.started ??= make();
    return once.started;
  };
  return once;
}

async function trivyOf(host: Host, { installTools }: GateOptions) {
  const found = await findTrivy(host, "trivy");
  if (found.ok || !installTools) return found;
  const installed = await installTrivy(host);
  return installed.ok ? findTrivy(host, installed.value) : installed;
}

async function databaseOf(
  host: Host,
  tool: Parameters<typeof updateDatabase>[1],
  { database }: GateOptions,
): Promise<Result<string>> {
  if (database !== undefined) return { ok: true, value: resolve(database) };
  return updateDatabase(host, tool, join(cacheFolder(), "trivy"));
}

async function imageOf(
  host: Host,
  engine: Awaited<ReturnType<typeof findEngine>>,
  { image, policy }: GateOptions,
) {
  if (image !== undefined) return givenImage(host, engine, resolve(image));
  if (!engine.ok) return fail(engine.error);
  return buildImage(host, engine.value, policy.service);
}
