/** A green run whose image is kept, as a folder; and what is signed of it. */
import type { RunRecords } from "../../dagger/src/core/run-record.ts";
import { keepArchive } from "../../dagger/src/folder/archive.ts";
import type { Evidence } from "../../dagger/src/registry/evidence.ts";
import { temporary } from "../e2e/greengate.ts";
import { writeRun } from "./folder.ts";
import type { OciImage } from "./image.ts";
import { decideRun, fixture, greenRun, type Run, stageOf } from "./run.ts";

/** The green run over that image, which its scan names. */
export function runOver({ config, manifest }: Omit<OciImage, "path">): Run {
  const run = greenRun();
  run.records.image = { config, manifest };
  stageOf(run, "trivy-image").target = { name: "image", digest: config };
  return run;
}

/** @returns the reports folder of a run that was told to keep its image */
export function keptFolder(image: OciImage, run: Run = runOver(image)): string {
  const folder = temporary();
  const records: RunRecords = { ...run.records, ...keepArchive(folder, image.path) };
  return writeRun(folder, { ...run, records });
}

/** An SBOM of another tool's making that names this image. */
export function sbomOf(config: string): Buffer {
  const text = fixture("trivy/image-vuln-cyclonedx.cdx.json").toString("utf8");
  const vuln = /sha256:7f578941[0-9a-f]{56}/g;
  return Buffer.from(text.replace(vuln, config));
}

export function evidenceOf(run: Run, sbom?: Uint8Array): Evidence {
  return { verdict: decideRun(run), records: run.records, files: run.files, sbom };
}
