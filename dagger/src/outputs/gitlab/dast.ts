/** gl-dast-report.json: what was seen of the running service. */
import type { Verdict } from "../../core/verdict.ts";
import { oneLine } from "../shared/inert.ts";
import { securityReport } from "./report.ts";

const STAGE = "zap-baseline";

export const dast = securityReport({
  file: "gl-dast-report.json",
  type: "dast",
  looks: (stage) => stage === STAGE,
  takes: ({ category }) => category === "dast",
  location: ({ locations: [place] }, verdict) => ({
    ...siteOf(verdict),
    path: oneLine(place?.path ?? "", 1000),
  }),
  // Required; what was reached is in the scan's messages, with its status.
  inScan: { scanned_resources: [] },
});

function siteOf({ stages }: Verdict): { hostname?: string } {
  const facts = stages.find(({ stage }) => stage === STAGE)?.facts ?? [];
  const site = facts.find(({ name }) => name === "site");
  return site ? { hostname: oneLine(site.value, 255) } : {};
}
