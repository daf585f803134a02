/** `greengate gate`: runs every stage that this host can, then decides. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { EXIT_CODE } from "../dagger/src/core/verdict.ts";
import { evaluate } from "../dagger/src/evaluate.ts";
import { readReportsFolder } from "../dagger/src/folder/read.ts";
import { writeRecords, writeVerdict } from "../dagger/src/folder/write.ts";
import { forLog } from "../dagger/src/outputs/inert.ts";
import { terminal } from "../dagger/src/outputs/terminal.ts";
import { runStages } from "./host/run-stages.ts";
import { loadPolicy } from "./load-policy.ts";
import { narrowing } from "./narrowing.ts";
import { UsageError } from "./usage.ts";

export async function gate(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      source: { type: "string", default: "." },
      policy: { type: "string" },
      out: { type: "string", default: "greengate-report" },
      only: { type: "string" },
      skip: { type: "string" },
      "install-tools": { type: "boolean", default: false },
      database: { type: "string" },
      image: { type: "string" },
      "keep-image": { type: "boolean", default: false },
    },
  });
  for (const path of [values.source, values.database, values.image]) {
    if (path !== undefined && !existsSync(path)) throw new UsageError(`No such path: ${path}`);
  }
  if (values.database !== undefined && !existsSync(join(values.database, "db", "metadata.json"))) {
    const hint = "Name the folder that holds db/metadata.json and db/trivy.db.";
    throw new UsageError(`${values.database} is no Trivy cache folder.`, hint);
  }
  const { policy, file } = loadPolicy(values.policy, values.source);
  const narrowed = narrowing(values);
  const out = resolve(values.out);
  emptied(out);
  const work = mkdtempSync(join(tmpdir(), "greengate-"));
  const say = (line: string) => void process.stderr.write(`${forLog(line, 600)}\n`);
  const dropped = new Set([...policy.drop.map(({ stage }) => stage), ...(narrowed.skip ?? [])]);
  try {
    const records = await runStages(
      { out, source: resolve(values.source), work, say },
      {
        policy,
        installTools: values["install-tools"],
        keepImage: values["keep-image"],
        ...(values.database !== undefined && { database: values.database }),
        ...(values.image !== undefined && { image: values.image }),
        wanted: (stage) => !dropped.has(stage) && (narrowed.only?.includes(stage) ?? true),
      },
    );
    writeRecords(out, records);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  // Judged from the folder, as `evaluate` would: nothing counts that is not written down.
  const read = readReportsFolder(out);
  if (!read.ok) throw new Error(read.error.message);
  const now = Date.now();
  const verdict = evaluate({ ...read.value, policy, policyFile: file, ...narrowed, now });
  writeVerdict(out, verdict);
  process.stdout.write(terminal(verdict, process.stdout.isTTY && !process.env.NO_COLOR));
  say(`reports in ${out}`);
  return EXIT_CODE[verdict.verdict];
}

/** A run starts with an empty folder: what an earlier one left is wiped, anything else refused. */
function emptied(out: string): void {
  if (existsSync(out) && readdirSync(out).length > 0) {
    if (!existsSync(join(out, "run.json"))) {
      throw new UsageError(
        `${out} holds files of something else.`,
        "Name an empty folder with --out.",
      );
    }
    rmSync(out, { recursive: true });
  }
  mkdirSync(out, { recursive: true });
}
