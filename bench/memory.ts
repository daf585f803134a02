/** Peak memory of one process: `tsx bench/memory.ts COUNT read|decide` prints bytes of the report and of the peak. */

import { readFileSync } from "node:fs";
import { decideRun, greenRun, withReport } from "../test/support/run.ts";

const [, , file = "", work] = process.argv;
const bytes = readFileSync(file);
const run = withReport(greenRun(), "trivy-image", bytes);
if (work === "decide") decideRun(run);
process.stdout.write(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
