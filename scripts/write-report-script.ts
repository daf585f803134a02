/** `npm run report:script`: writes the script of report.html anew. */
import { writeFileSync } from "node:fs";
import { REPORT_SCRIPT_FILE, reportScript } from "./report-script.ts";

writeFileSync(REPORT_SCRIPT_FILE, reportScript());
