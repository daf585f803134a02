/** Progress: a line on standard error, inert, since it may quote what a scanned repository wrote. */
import { forLog } from "../dagger/src/outputs/shared/inert.ts";

export function say(line: string): void {
  process.stderr.write(`${forLog(line, 600)}\n`);
}
