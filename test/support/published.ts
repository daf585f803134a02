/** A green run whose image is kept, as a folder; and what is signed of it. */
import type { RunRecords } from "../../dagger/src/core/run-record.ts";
import { keepArchive } from "../../dagger/src/folder/archive.ts";
import type { Evidence } from "../../dagger/src/registry/evidence.ts";
import { temporary } from "../e2e/greengate.ts";
import { writeRun } from "./folder.ts";
import type { OciImage } from "./image.ts";
import { builtAs, CLEAN_IMAGE, decideRun, fixture, greenRun, type Run, stageOf } from "./run.ts";

/** The green run over that image, which its scan names, before a push. */
export function runOver({ config, manifest }: Omit<OciImage, "path">): Run {
  const run = greenRun();
  builtAs(run, { config, manifest });
  run.records.stages = run.records.stages.filter(({ stage }) => stage !== "ecr-scan");
  run.files.delete("ecr-scan");
  stageOf(run, "trivy-image").target = { name: "image", digest: config };
  return run;
}

/** @returns the reports folder of a run that was told to keep its image */
export function keptFolder(image: OciImage, run: Run = runOver(image)): string {
  const folder = temporary();
  const records: RunRecords = { ...run.records, ...keepArchive(folder, image.path) };
  return writeRun(folder, { ...run, records });
}

/** The bill of materials of the clean image, as of another one. */
export function sbomOf(config: string): Buffer {
  const text = fixture("trivy/image-clean.cdx.json").toString("utf8");
  return Buffer.from(text.replaceAll(CLEAN_IMAGE, config));
}

export const evidenceOf = (run: Run): Evidence => ({
  verdict: decideRun(run),
  policy: run.policy,
  records: run.records,
  files: run.files,
});
