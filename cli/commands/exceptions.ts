/** `greengate exceptions draft REPORTS_DIR` and `greengate exceptions export REPORTS_DIR|POLICY`. */

import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { counted } from "../../dagger/src/core/counted.ts";
import { timely } from "../../dagger/src/core/exceptions/entry.ts";
import { policyEntries } from "../../dagger/src/core/exceptions/from-policy.ts";
import { verdictsOf } from "../../dagger/src/core/judged.ts";
import { draftExceptions } from "../../dagger/src/outputs/exceptions/draft.ts";
import {
  openVexDocument,
  saidByPolicy,
  saidOf,
} from "../../dagger/src/outputs/exceptions/openvex.ts";
import { loadPolicy } from "../options/load-policy.ts";
import { nowOf } from "../options/now.ts";
import { say } from "../say.ts";
import { UsageError } from "../usage-error.ts";
import { JUDGED_BY, type JudgedBy, judging } from "./evaluate.ts";

/** What it writes goes to standard output, what it says to standard error. */
export function exceptionsCommand([verb, ...args]: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...JUDGED_BY, owner: { type: "string" }, format: { type: "string" } },
  });
  const { owner, format, ...by } = values;
  if (verb === "draft" && format === undefined) return draft(by, positionals, owner);
  const [from] = positionals;
  if (verb === "export" && from !== undefined && format === "openvex" && owner === undefined) {
    return write(by, positionals);
  }
  const hint =
    "exceptions draft REPORTS_DIR …, or exceptions export REPORTS_DIR …|POLICY --format openvex";
  throw new UsageError("exceptions takes `draft` or `export`", hint);
}

function draft(by: JudgedBy, folders: readonly string[], owner: string | undefined): number {
  const { judged, policy, now } = judging(by, folders, "exceptions draft takes");
  const [text, count] = draftExceptions({ verdicts: verdictsOf(judged), policy, owner, now });
  if (count > 0) process.stdout.write(text);
  say(
    count === 0
      ? "nothing blocks: there is nothing to except"
      : `${counted(count, "entry", "entries")} to fill in`,
  );
  const unseen = new Set(
    verdictsOf(judged).flatMap(({ stages }) =>
      stages.filter(({ state }) => state === "incomplete").map(({ stage }) => stage),
    ),
  );
  if (unseen.size > 0) say(`incomplete, so more may come: ${[...unseen].join(", ")}`);
  return 0;
}

function write(by: JudgedBy, paths: readonly string[]): number {
  const now = nowOf(by.now);
  const [file = "", another] = paths;
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`No such path: ${file}`);
  const { now: _, ...more } = by;
  if (stat.isFile() && (another !== undefined || Object.keys(more).length > 0)) {
    throw new UsageError("A policy is exported by itself: give nothing beside it but --now");
  }
  const all = stat.isFile()
    ? [policyOf(file, now)]
    : verdictsOf(judging(by, paths, "exceptions export takes").judged).map(saidOf);
  for (const line of all.flatMap(({ left }) => left)) say(`left out: ${line}`);
  const said = all.flatMap((each) => each.said);
  if (said.length === 0) {
    const hint = "A statement is of a package: an exception of a file or an alert is none.";
    throw new UsageError("No exception in force can be said in OpenVEX.", hint);
  }
  process.stdout.write(openVexDocument(said, now));
  return 0;
}

function policyOf(file: string, now: number) {
  const { policy } = loadPolicy(file, ".");
  return saidByPolicy(policyEntries(policy, file).filter((entry) => timely(entry, now)));
}
