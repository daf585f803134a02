/** Runs the stages side by side. One that fails is recorded and does not stop the others. */
import { getTracer } from "@dagger.io/dagger/telemetry";
import { fail, type Problem, type Result } from "../core/result.ts";
import type { RunRecords, StageRecord } from "../core/run-record.ts";
import { scopeOf } from "../core/scope.ts";
import { withAnchors } from "../folder/anchors.ts";
import { keepArchive } from "../folder/archive.ts";
import { failed } from "../folder/records.ts";
import { BEFORE_PUBLISH, withRescan } from "../scanners/index.ts";
import type { Scanner } from "../scanners/scanner.ts";
import { version } from "../version.ts";
import { whatFailed } from "./failure.ts";
import { buildImage, type Image } from "./image.ts";
import type { Run } from "./run.ts";
import { runtimeStage } from "./runtime.ts";
import { scanStage } from "./scan.ts";
import { testStage } from "./service-test.ts";
import { zapBaselineStage } from "./zap.ts";

type Stage = (run: Run, image: () => Promise<Image>) => Promise<StageRecord>;

/** The stages that run in a way of their own; every other one is run as its scanner says. */
const OWN: Readonly<Record<string, Stage>> = {
  test: testStage,
  runtime: async (run, image) => runtimeStage(run, await image()),
  "zap-baseline": async (run, image) => zapBaselineStage(run, await image()),
};

const stageOf = (scanner: Scanner): Stage => {
  const { stage, invocation } = scanner;
  if (invocation) return (run, image) => scanStage(run, scanner, invocation, image);
  const own = OWN[stage];
  if (!own) throw new Error(`nothing runs ${stage}`);
  return own;
};

export interface Ran {
  readonly records: RunRecords;
  /** Undefined where no stage asked for it, or it could not be built. */
  readonly image: Image | undefined;
}

/**
 * @param wanted true for the stages to run
 * @param rescan what scans a baseline's bills of materials again
 */
export async function runStages(
  run: Run,
  wanted: (stage: string) => boolean,
  rescan?: Scanner,
): Promise<Ran> {
  const tree = async () => (await run.source()).tree;
  let built: Promise<Result<Image>> | undefined;
  const image = async () => {
    built ??= span(run, "build", () => buildImage(run.directory, run.policy.service, tree));
    const result = await built;
    if (!result.ok) throw new NoImage(result.error);
    return result.value;
  };
  const scanners = withRescan(
    BEFORE_PUBLISH.filter(({ stage }) => wanted(stage)),
    rescan,
  );
  const stages = await Promise.all(
    scanners.map((scanner) => recorded(run, scanner.stage, () => stageOf(scanner)(run, image))),
  );
  const result = (await built) ?? fail(undefined);
  const records: RunRecords = {
    schema: 1,
    greengate: version,
    service: run.policy.service.name,
    ...(result.ok && {
      image: result.value.identity,
      ...(run.keepImage && keepArchive(run.out, result.value.path)),
    }),
    scope: scopeOf(run.policy),
    stages,
  };
  return {
    records: await withAnchors(run.out, records, run.policy, tree),
    image: result.ok ? result.value : undefined,
  };
}

/** Why there is no image, for each stage that needs it. */
class NoImage extends Error {
  readonly hint: string;

  constructor({ message, hint }: Problem) {
    super(message);
    this.hint = hint;
  }
}

async function recorded(
  run: Run,
  stage: string,
  start: () => Promise<StageRecord>,
): Promise<StageRecord> {
  try {
    return await span(run, stage, start);
  } catch (error) {
    const { reason, ...hint } =
      error instanceof NoImage ? { reason: error.message, hint: error.hint } : whatFailed(error);
    return failed(stage, reason, hint);
  }
}

/** One line in the progress of a call; what lies under it is shown only where it failed. */
function span<T>({ several, policy }: Run, name: string, work: () => Promise<T>): Promise<T> {
  const line = several ? `${policy.service.name}: ${name}` : name;
  return getTracer().startActiveSpan(line, work, { "dagger.io/ui.encapsulate": true });
}
