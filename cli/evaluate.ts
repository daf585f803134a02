/** `greengate evaluate`: decides over a reports folder, or over bare reports of another pipeline. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseInstant } from "../dagger/src/core/time.ts";
import { EXIT_CODE } from "../dagger/src/core/verdict.ts";
import { evaluate } from "../dagger/src/evaluate.ts";
import { readReportsFolder } from "../dagger/src/folder/read.ts";
import { writeVerdict } from "../dagger/src/folder/write.ts";
import { terminal } from "../dagger/src/outputs/terminal.ts";
import { scannerOf } from "../dagger/src/scanners/index.ts";
import { loadPolicy } from "./load-policy.ts";
import { narrowing } from "./narrowing.ts";
import { UsageError } from "./usage.ts";

export function evaluateCommand(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      report: { type: "string", multiple: true },
      "without-records": { type: "boolean" },
      policy: { type: "string" },
      now: { type: "string" },
      out: { type: "string" },
      only: { type: "string" },
      skip: { type: "string" },
    },
  });
  const [folder, extra] = positionals;
  if (extra !== undefined || (folder === undefined) === (values.report === undefined)) {
    throw new UsageError("evaluate takes one REPORTS_DIR, or --report STAGE=FILE …");
  }
  const now = values.now === undefined ? Date.now() : parseInstant(values.now);
  if (now === undefined) {
    throw new UsageError(`--now is no time: ${values.now}`, "Write it like 2026-11-24T12:00:00Z.");
  }
  const narrowed = narrowing(values);
  const { policy, file } = loadPolicy(values.policy, ".");
  const input = folder === undefined ? bareReports(values.report ?? []) : wholeFolder(folder);
  const verdict = evaluate({
    ...input,
    policy,
    policyFile: file,
    withoutRecords: values["without-records"] ?? false,
    ...narrowed,
    now,
  });
  if (values.out !== undefined) writeVerdict(values.out, verdict);
  process.stdout.write(terminal(verdict, process.stdout.isTTY && !process.env.NO_COLOR));
  return EXIT_CODE[verdict.verdict];
}

function wholeFolder(folder: string) {
  const read = readReportsFolder(folder);
  if (!read.ok) throw new UsageError(read.error.message, read.error.hint);
  return read.value;
}

/** STAGE=FILE … as a folder's content; a stage given twice would hide one of the two. */
function bareReports(reports: readonly string[]) {
  const files = new Map<string, Map<string, Uint8Array>>();
  for (const given of reports) {
    const at = given.indexOf("=");
    const [stage, path] = [given.slice(0, at), given.slice(at + 1)];
    if (at < 1 || path === "") throw new UsageError(`--report takes STAGE=FILE, not ${given}`);
    if (files.has(stage)) throw new UsageError(`--report ${stage} is given twice`);
    if (!existsSync(path) || !statSync(path).isFile())
      throw new UsageError(`No such file: ${path}`);
    files.set(stage, new Map([[scannerOf(stage).outputs[0], readFileSync(path)]]));
  }
  return { records: undefined, files };
}
