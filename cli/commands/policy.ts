/** `greengate policy check FILE [--sarif NAME=FILE ...]`, `greengate policy draft` and `greengate policy schema`. */

import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { counted } from "../../dagger/src/core/counted.ts";
import { timely } from "../../dagger/src/core/exceptions/entry.ts";
import { policyEntries } from "../../dagger/src/core/exceptions/from-policy.ts";
import { MISNAMED, MISNAMED_WORDS } from "../../dagger/src/core/policy/file.ts";
import { type Policy, policyJsonSchema } from "../../dagger/src/core/policy/policy.ts";
import { dockerfileOf, servicePolicies } from "../../dagger/src/core/policy/services.ts";
import { forLog } from "../../dagger/src/outputs/shared/inert.ts";
import { STAGES } from "../../dagger/src/scanners/index.ts";
import { draftPolicy } from "../../dagger/src/source/policy-draft.ts";
import { readTree } from "../../dagger/src/source/tree.ts";
import { loadPolicy } from "../options/load-policy.ts";
import { refuseMisspelt } from "../options/misspelt.ts";
import { stageFiles } from "../options/stage-files.ts";
import { say } from "../say.ts";
import { UsageError } from "../usage-error.ts";

const SOURCE = { source: { type: "string", default: "." } } as const;
const SARIF = { sarif: { type: "string", multiple: true } } as const;

export function policyCommand([verb, file, ...rest]: string[]): number {
  if (verb === "schema" && file === undefined) {
    process.stdout.write(`${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (verb === "check" && file !== undefined) {
    const { sarif = [] } = parseArgs({ args: rest, options: SARIF }).values;
    const { policy } = loadPolicy(file, ".");
    refuseMisspelt(policy, stageFiles("--sarif", sarif).keys());
    const policies = servicePolicies(policy);
    const what = policy.services ? counted(policies.length, "service") : policy.service.name;
    process.stdout.write(`${file} is valid, of ${what}\n`);
    const notes = [
      ...(basename(file) === MISNAMED ? [MISNAMED_WORDS] : []),
      ...policies.flatMap((own) => [...doubts(own), ...missing(own, file)]),
    ];
    for (const note of new Set(notes)) process.stdout.write(`${forLog(`note: ${note}`, 600)}\n`);
    return 0;
  }
  if (verb === "draft") return draft([...(file === undefined ? [] : [file]), ...rest]);
  throw new UsageError(
    "policy takes `check FILE [--sarif NAME=FILE ...]`, `draft [--source DIR]` or `schema`",
  );
}

/** The policy goes to standard output, so that it may be written where the user wants it. */
function draft(args: string[]): number {
  const { source } = parseArgs({ args, options: SOURCE }).values;
  if (!existsSync(source)) throw new UsageError(`No such folder: ${source}`);
  const { text, services } = draftPolicy(readTree(source, "."), basename(resolve(source)));
  process.stdout.write(text);
  say(`${counted(services, "service")} to look through: \`policy check FILE\` reads it`);
  return 0;
}

/** Files and folders are meant from the source's root, where the policy mostly lies. */
function missing({ service, semgrepRules }: Policy, file: string): string[] {
  const root = dirname(file);
  const rules = semgrepRules
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `no ${path} beside ${file}, which semgrepRules names`);
  return [...rules, ...unbuilt(service, root, file)];
}

function unbuilt(service: Policy["service"], root: string, file: string): string[] {
  if (!existsSync(join(root, service.path))) {
    return [`${service.name}: no folder ${service.path} beside ${file}`];
  }
  const dockerfile = dockerfileOf(service);
  return dockerfile === undefined || existsSync(join(root, dockerfile))
    ? []
    : [
        `${service.name}: no ${dockerfile} beside ${file}; \`dockerfile: none\` says that it has no image`,
      ];
}

/** What is allowed, and may still not be what was meant. */
function doubts(policy: Policy): string[] {
  const { require, drop } = policy;
  const named = [...require, ...drop.map(({ stage }) => stage)];
  return [
    ...named
      .filter((stage) => !STAGES.includes(stage))
      .map((stage) => `${stage} is no stage of Greengate's: a SARIF report of that name is meant`),
    ...policyEntries(policy, "")
      .filter((entry) => !timely(entry, Date.now()))
      .map(({ id, begins, until }) =>
        begins !== undefined && Date.now() < begins
          ? `the exception of ${id} has not begun yet`
          : `the exception of ${id} ran out after ${until}`,
      ),
  ];
}
