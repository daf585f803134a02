/**
 * The ecr-scan stage of both runners: it asks, writes down the pages and records how that went. It
 * runs after a push, on its own, so its record joins the run.json of the run that built the image.
 */

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { counted } from "./core/counted.ts";
import type { Policy } from "./core/policy/policy.ts";
import type { RunRecords, StageRecord } from "./core/run-record.ts";
import { scopeOf } from "./core/scope.ts";
import { failed, ran, rawFolder } from "./folder/records.ts";
import { type Asking, awaitScan } from "./scanners/ecr/await-scan.ts";
import { describeArguments } from "./scanners/ecr/command.ts";
import { without } from "./scanners/ecr/redact.ts";
import type { EcrImage } from "./scanners/ecr/reference.ts";
import { pageFile } from "./scanners/ecr/report.ts";
import { ecrScan } from "./scanners/ecr/scan.ts";
import { version } from "./version.ts";

const { stage } = ecrScan;

export interface EcrScan {
  /** The reports folder; what an earlier asking left in raw/ecr-scan/ is wiped. */
  readonly out: string;
  readonly image: EcrImage;
  readonly seconds: number;
  readonly tool: NonNullable<StageRecord["tool"]>;
  /** Values that may not come into a record. */
  readonly secrets: readonly string[];
  readonly asking: Asking;
}

export interface EcrScanned {
  readonly record: StageRecord;
  /** Whether ECR says that its scan is done, which is not yet that it counts. */
  readonly done: boolean;
}

export async function runEcrScan(scan: EcrScan): Promise<EcrScanned> {
  const { out, image, seconds, tool, secrets, asking } = scan;
  const [startedAt, start] = [new Date().toISOString(), asking.clock()];
  const wiped = () => rmSync(join(out, "raw", stage), { recursive: true, force: true });
  wiped();
  const shared = {
    tool,
    target: { name: image.repository, digest: image.digest },
    arguments: describeArguments(image),
  };
  const say = (line: string) => asking.say(without(secrets, line));
  const awaited = await awaitScan(image, seconds, { ...asking, say });
  const durationMs = Math.round(asking.clock() - start);
  if (!awaited.ok) {
    wiped();
    const { message, hint } = awaited.error;
    const times = { startedAt, durationMs };
    const record = failed(stage, without(secrets, message), { ...shared, ...times, hint });
    return { record, done: false };
  }
  const { pages, done, status } = awaited.value;
  const raw = rawFolder(out, stage);
  pages.forEach((text, index) => {
    writeFileSync(join(raw, pageFile(index + 1)), text);
  });
  say(`ECR: ${status}, ${counted(pages.length, "page")}`);
  return { record: ran(out, stage, { exitCode: 0, startedAt, durationMs }, shared), done };
}

/** Where there is no earlier run: nothing then ties the scan to an image, which is a gap. */
export const noRecords = (policy: Policy): RunRecords => ({
  schema: 1,
  greengate: version,
  service: policy.service.name,
  scope: scopeOf(policy),
  stages: [],
});

/** The records with this stage's in place of an earlier one: a scan may be asked for again. */
export function withStage(records: RunRecords, record: StageRecord): RunRecords {
  const others = records.stages.filter((each) => each.stage !== record.stage);
  return { ...records, stages: [...others, record] };
}
