/** `greengate ecr-scan`: adds ECR's scan of the pushed image to the reports folder of its run. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Problem } from "../../dagger/src/core/result.ts";
import { type EcrScanned, runEcrScan, withStage } from "../../dagger/src/ecr-scan.ts";
import { readReportsFolder } from "../../dagger/src/folder/read.ts";
import { missing } from "../../dagger/src/folder/records.ts";
import { writeRecords } from "../../dagger/src/folder/write.ts";
import { ecrImage } from "../../dagger/src/scanners/ecr/reference.ts";
import { ecrScan } from "../../dagger/src/scanners/ecr/scan.ts";
import { aws } from "../host/aws.ts";
import { runFolderOf } from "../options/registry.ts";
import { say } from "../say.ts";
import { orUsageError, UsageError } from "../usage-error.ts";
import { withWorkFolder } from "../work-folder.ts";

/** @returns 0 where ECR says that its scan is done, else 3; `evaluate` decides whether it counts */
export async function ecrScanCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      region: { type: "string" },
      "registry-id": { type: "string" },
      "endpoint-url": { type: "string" },
      seconds: { type: "string", default: "900" },
      "install-tools": { type: "boolean", default: false },
    },
  });
  const [folder, reference, extra] = positionals;
  if (folder === undefined || reference === undefined || extra !== undefined) {
    throw new UsageError("ecr-scan takes REPORTS_DIR and IMAGE@DIGEST");
  }
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 86_400)) throw new UsageError("--seconds: 1 to 86400");
  const image = orUsageError(
    ecrImage(reference, {
      region: values.region,
      registryId: values["registry-id"],
      endpointUrl: values["endpoint-url"],
    }),
  );
  const { records } = orUsageError(readReportsFolder(runFolderOf(folder)));

  const out = resolve(folder);
  return withWorkFolder(async (work) => {
    const found = await aws({ work, say }, values["install-tools"]);
    const { record, done } = found.ok
      ? await runEcrScan({ out, image, seconds, ...found.value })
      : notAsked(found.error);
    writeRecords(out, withStage(records, record));
    say(`${ecrScan.stage}: ${record.status}${record.reason ? `: ${record.reason}` : ""}`);
    if (record.hint) say(record.hint);
    return done ? 0 : 3;
  });
}

const notAsked = ({ message, hint }: Problem): EcrScanned => ({
  record: missing(ecrScan.stage, message, hint),
  done: false,
});
