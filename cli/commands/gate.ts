/** `greengate gate`: runs every stage that this host can, then decides. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { dockerfileOf, servicePolicies } from "../../dagger/src/core/policy/services.ts";
import { givenStages } from "../../dagger/src/folder/given.ts";
import { isFile } from "../../dagger/src/folder/is-file.ts";
import { judgeFolders } from "../../dagger/src/folder/judge.ts";
import { writeJudged } from "../../dagger/src/folder/write-judged.ts";
import { judgedExit, judgedWords } from "../../dagger/src/outputs/judged.ts";
import { builtInAdvisories } from "../../dagger/src/scanners/runtime/built-in.ts";
import { GIVEN_HINT } from "../../dagger/src/scanners/trivy/database.ts";
import { wantsColor } from "../color.ts";
import { chosenServices } from "../options/chosen-services.ts";
import { GIVEN_OPTIONS, givenTo } from "../options/given.ts";
import { refuseMisspelt } from "../options/misspelt.ts";
import { narrowing } from "../options/narrowing.ts";
import { guardedPolicy, PROTECTED } from "../options/protected.ts";
import { givenVex } from "../options/vex.ts";
import { emptied, intoFolder } from "../reports-folder.ts";
import { runServices } from "../run-services.ts";
import { say } from "../say.ts";
import { UsageError } from "../usage-error.ts";
import { widthOf } from "../width.ts";

const OPTIONS = {
  source: { type: "string", default: "." },
  policy: { type: "string" },
  out: { type: "string", default: "greengate-report" },
  only: { type: "string" },
  skip: { type: "string" },
  "install-tools": { type: "boolean", default: false },
  database: { type: "string" },
  image: { type: "string" },
  "keep-image": { type: "boolean", default: false },
  service: { type: "string" },
  "changed-since": { type: "string" },
  "runtime-advisories": { type: "string" },
  vex: { type: "string", multiple: true },
  ...PROTECTED,
  ...GIVEN_OPTIONS,
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

export async function gate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  refuseAbsent(values);
  const judge = guardedPolicy(values, values.source);
  const { policy } = judge;
  const narrowed = narrowing(values);
  const vex = givenVex(values.vex);
  const source = resolve(values.source);
  const chosen = chosenServices(values, policy, source);
  const out = resolve(values.out);
  if (chosen.services?.length === 0) {
    // An earlier run's verdict is none of this one.
    if (emptied(out)) say(`removed an earlier run's reports: ${out}`);
    process.stdout.write(`NOTHING TO GATE: of each service, ${chosen.leftOut}.\n`);
    return 0;
  }
  if (values.image !== undefined) {
    refuseUnwanted(policy);
    refuseLost(resolve(values.image), out);
  }
  const all = servicePolicies(policy);
  // Before the folder is emptied: the baseline may lie in it.
  const given = givenTo(
    values,
    all.map(({ service }) => service.name),
  );
  refuseMisspelt(policy, givenStages(given));
  const policies = all.filter(({ service }) => chosen.services?.includes(service.name) ?? true);
  const run = {
    source,
    all: policy,
    several: policy.services !== undefined,
    given,
    guard: judge.guard,
    installTools: values["install-tools"],
    keepImage: values["keep-image"],
    advisories: advisoriesOf(values),
    ...narrowed,
    ...(values.database !== undefined && { database: values.database }),
    ...(values.image !== undefined && { image: values.image }),
  };
  const judged = await intoFolder(out, async (made) => {
    await runServices(policies, { ...run, out: made });
    const now = Date.now();
    const input = { ...judge, givenVex: vex, ...narrowed, ...chosen, beforePublish: true, now };
    const judged = judgeFolders([made], input);
    if (!judged.ok) throw new Error(judged.error.message);
    writeJudged(made, judged.value);
    return judged.value;
  });
  const { stdout, env } = process;
  stdout.write(judgedWords(judged, wantsColor(stdout, env), widthOf(stdout)));
  say(`reports in ${out}`);
  return judgedExit(judged);
}

/** @throws UsageError where a path that was given is not there, or not what it should be */
function refuseAbsent(values: Values): void {
  const { source, database, image, "runtime-advisories": advisories } = values;
  for (const path of [source, database, image, advisories]) {
    if (path !== undefined && !existsSync(path)) throw new UsageError(`No such path: ${path}`);
  }
  if (advisories !== undefined && !isFile(advisories)) {
    throw new UsageError(`${advisories} is no file.`);
  }
  if (database !== undefined && !existsSync(join(database, "db", "metadata.json"))) {
    throw new UsageError(`${database} is no Trivy cache folder.`, GIVEN_HINT);
  }
}

const advisoriesOf = ({ "runtime-advisories": path }: Values): string =>
  path === undefined ? builtInAdvisories : readFileSync(path, "utf8");

/** @throws UsageError where the policy has no place for an image */
function refuseUnwanted(policy: Policy): void {
  if (policy.services) {
    throw new UsageError("--image is of one service, and the policy lists several");
  }
  if (dockerfileOf(policy.service) !== undefined) return;
  // It would be scanned, and a scan that fails would be no more than a stage that was dropped.
  const hint = "Take `dockerfile: none` out of the policy, or leave --image out.";
  throw new UsageError("--image is given, and the policy says that there is no image.", hint);
}

/** @throws UsageError where there is no such archive, or the reports would take its place */
function refuseLost(image: string, out: string): void {
  if (!isFile(image)) throw new UsageError(`No such file: ${image}`);
  if (!existsSync(out)) return;
  if (relative(realpathSync(out), realpathSync(image)).startsWith(`..${sep}`)) return;
  const hint = "Name another folder with --out, or put the image elsewhere.";
  throw new UsageError(`${image} lies in ${out}, which is emptied for the new reports.`, hint);
}
