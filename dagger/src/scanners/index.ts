/** Every scanner of the gate, in the order in which reports list them. */

import { bandit } from "./bandit/bandit.ts";
import { baseline } from "./baseline/baseline.ts";
import { WITH_BOM } from "./baseline/rescan.ts";
import { ecrScan } from "./ecr/scan.ts";
import { epss } from "./epss/epss.ts";
import { kev } from "./kev/kev.ts";
import { pipAudit } from "./pip-audit/pip-audit.ts";
import { runtime } from "./runtime/runtime.ts";
import { readSarif } from "./sarif/sarif.ts";
import type { Scanner } from "./scanner.ts";
import { semgrep } from "./semgrep/semgrep.ts";
import { test } from "./test/test.ts";
import { trivyConfig } from "./trivy/config.ts";
import { trivyFs } from "./trivy/fs.ts";
import { trivyImage } from "./trivy/image.ts";
import { secrets } from "./trivy/secrets.ts";
import { zapBaseline } from "./zap/baseline.ts";

export const SCANNERS: readonly Scanner[] = [
  test,
  bandit,
  semgrep,
  secrets,
  trivyFs,
  pipAudit,
  trivyConfig,
  trivyImage,
  runtime,
  zapBaseline,
  ecrScan,
];

/** What may be given beside; asked for where it is there, or where the policy requires it. */
const GIVEN: readonly Scanner[] = [baseline, epss, kev];

const OURS = [...SCANNERS, ...GIVEN];

/** The names of Greengate's own stages; every other one is another tool's. */
export const STAGES: readonly string[] = OURS.map(({ stage }) => stage);

/** Those that a gate runs; the others wait for the push. */
export const BEFORE_PUBLISH = SCANNERS.filter(({ after }) => after === undefined);

/** With what scans a baseline's bills of materials again, where a stage is run that wrote them. */
export const withRescan = (scanners: readonly Scanner[], rescan: Scanner | undefined): Scanner[] =>
  rescan && scanners.some(({ stage }) => WITH_BOM.some((each) => each === stage))
    ? [...scanners, rescan]
    : [...scanners];

/** The scanner of a stage; a stage with no scanner of ours is read as SARIF. */
export function scannerOf(stage: string): Scanner {
  return (
    OURS.find((scanner) => scanner.stage === stage) ?? {
      stage,
      title: stage,
      outputs: ["report.sarif"],
      mayNotApply: false,
      install: `Give the SARIF report of ${stage}.`,
      read: readSarif,
    }
  );
}
