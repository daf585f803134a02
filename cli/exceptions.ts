/** `greengate exceptions draft REPORTS_DIR` and `greengate exceptions export REPORTS_DIR|POLICY`. */
import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { timely } from "../dagger/src/core/exceptions/entry.ts";
import { policyEntries } from "../dagger/src/core/exceptions/from-policy.ts";
import type { Verdict } from "../dagger/src/core/verdict.ts";
import { judgeFolders } from "../dagger/src/folder/judge.ts";
import { draftExceptions } from "../dagger/src/outputs/draft.ts";
import { openVexDocument, saidByPolicy, saidOf } from "../dagger/src/outputs/openvex.ts";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import { nowOf } from "./now.ts";
import { say } from "./say.ts";
import { UsageError } from "./usage.ts";

/** What it writes goes to standard output, what it says to standard error. */
export function exceptionsCommand([verb, ...args]: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      policy: { type: "string" },
      now: { type: "string" },
      owner: { type: "string" },
      format: { type: "string" },
    },
  });
  const [from, another] = positionals;
  const only = from !== undefined && another === undefined;
  const now = nowOf(values.now);
  if (verb === "draft" && only && values.format === undefined) {
    const loaded = loadPolicy(values.policy, ".");
    return draft(verdictsOf(from, loaded, now), loaded, values.owner, now);
  }
  if (verb === "export" && only && values.format === "openvex" && values.owner === undefined) {
    return write(from, values.policy, now);
  }
  const hint =
    "exceptions draft REPORTS_DIR, or exceptions export REPORTS_DIR|POLICY --format openvex";
  throw new UsageError("exceptions takes `draft` or `export`", hint);
}

function verdictsOf(
  folder: string,
  { policy, file }: LoadedPolicy,
  now: number,
): readonly Verdict[] {
  const judged = judgeFolders([folder], { policy, policyFile: file, beforePublish: true, now });
  if (!judged.ok) throw new UsageError(judged.error.message, judged.error.hint);
  return judged.value.kind === "one" ? [judged.value.verdict] : judged.value.whole.services;
}

function draft(
  verdicts: readonly Verdict[],
  { policy }: LoadedPolicy,
  owner: string | undefined,
  now: number,
): number {
  const [text, count] = draftExceptions({ verdicts, policy, owner, now });
  if (count > 0) process.stdout.write(text);
  say(count === 0 ? "nothing blocks: there is nothing to except" : `${count} entries to fill in`);
  return 0;
}

function write(from: string, policy: string | undefined, now: number): number {
  const stat = statSync(from, { throwIfNoEntry: false });
  if (!stat) throw new UsageError(`No such path: ${from}`);
  if (stat.isFile() && policy !== undefined) {
    throw new UsageError("A policy is exported by itself: leave --policy out");
  }
  const all = stat.isFile()
    ? [policyOf(from, now)]
    : verdictsOf(from, loadPolicy(policy, "."), now).map(saidOf);
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
