/** `greengate evaluate`: decides over a reports folder, or over bare reports of another pipeline. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Judged } from "../../dagger/src/core/judged.ts";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { type Given, givenStages } from "../../dagger/src/folder/given.ts";
import { withGiven } from "../../dagger/src/folder/given-files.ts";
import { isFile } from "../../dagger/src/folder/is-file.ts";
import { type Judge, judgeFolders, judgeOne } from "../../dagger/src/folder/judge.ts";
import { writeJudged } from "../../dagger/src/folder/write-judged.ts";
import { judgedExit, judgedWords } from "../../dagger/src/outputs/judged.ts";
import { scannerOf } from "../../dagger/src/scanners/index.ts";
import { wantsColor } from "../color.ts";
import { earlierVerdicts } from "../earlier-verdict.ts";
import { GIVEN_OPTIONS, givenTo } from "../options/given.ts";
import { refuseMisspelt } from "../options/misspelt.ts";
import { namedServices, narrowing } from "../options/narrowing.ts";
import { nowOf } from "../options/now.ts";
import { guardedPolicy, PROTECTED } from "../options/protected.ts";
import { stageFiles } from "../options/stage-files.ts";
import { givenVex } from "../options/vex.ts";
import { say } from "../say.ts";
import { orUsageError, UsageError } from "../usage-error.ts";
import { widthOf } from "../width.ts";

export function evaluateCommand(args: string[]): number {
  const { judged, out, folders } = evaluated(args);
  if (out !== undefined) writeJudged(out, judged);
  const { stdout, env } = process;
  stdout.write(judgedWords(judged, wantsColor(stdout, env), widthOf(stdout)));
  if (out === undefined) for (const line of earlierVerdicts(folders, judged)) say(line);
  return judgedExit(judged);
}

/** For parseArgs: which reports are judged, and by what. */
export const JUDGED_BY = {
  report: { type: "string", multiple: true },
  "without-records": { type: "boolean" },
  policy: { type: "string" },
  now: { type: "string" },
  only: { type: "string" },
  skip: { type: "string" },
  service: { type: "string" },
  vex: { type: "string", multiple: true },
  ...PROTECTED,
  ...GIVEN_OPTIONS,
} as const;

/** What was given of them. */
export type JudgedBy = ReturnType<typeof parseArgs<{ options: typeof JUDGED_BY }>>["values"];

interface Judging {
  readonly judged: Judged;
  readonly policy: Policy;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

interface Evaluated extends Judging {
  /** Reports folders; none where the reports were given by themselves. */
  readonly folders: readonly string[];
  readonly out: string | undefined;
  /** The last argument, where one more than the folders is taken. */
  readonly last: string | undefined;
}

/**
 * @param takesLast whether the last argument is no folder but the caller's own
 * @throws UsageError on bad input
 */
export function evaluated(args: string[], takesLast = false): Evaluated {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...JUDGED_BY, out: { type: "string" } },
  });
  const last = takesLast ? positionals.pop() : undefined;
  const taken = takesLast ? "explain takes a finding after" : "evaluate takes";
  return { ...judging(values, positionals, taken), folders: positionals, out: values.out, last };
}

/**
 * @param folders reports folders; none where the reports are given by `--report`
 * @param taken what the command takes them as, for the error
 * @throws UsageError on bad input
 */
export function judging(values: JudgedBy, folders: readonly string[], taken: string): Judging {
  if ((folders.length === 0) === (values.report === undefined)) {
    throw new UsageError(`${taken} REPORTS_DIR …, or --report STAGE=FILE …`);
  }
  const now = nowOf(values.now);
  const narrowed = narrowing(values);
  const judge = guardedPolicy(values, ".");
  const { policy } = judge;
  const services = namedServices(values.service, policy);
  const input = {
    ...judge,
    givenVex: givenVex(values.vex),
    withoutRecords: values["without-records"] ?? false,
    ...narrowed,
    ...(services && { services }),
    given: givenTo(values, values.report && [policy.service.name]),
    now,
  };
  const judged =
    values.report === undefined
      ? orUsageError(judgeFolders(folders, input))
      : judgeOne({ ...input, ...bare(values.report, input) });
  return { judged, policy, now };
}

function bare(reports: readonly string[], { policy, given, now }: Judge & { given: Given }) {
  const read = bareReports(reports);
  refuseMisspelt(policy, [...read.files.keys(), ...givenStages(given)]);
  const twice = given.sarif.find(({ stage }) => read.files.has(stage));
  if (twice) throw new UsageError(`${twice.stage} is given twice, by --report and --sarif`);
  return withGiven(read, policy.service.name, given, now);
}

/** STAGE=FILE … as a folder's content. */
function bareReports(reports: readonly string[]) {
  const files = new Map<string, Map<string, Uint8Array>>();
  for (const [stage, path] of stageFiles("--report", reports)) {
    if (!isFile(path)) throw new UsageError(`No such file: ${path}`);
    files.set(stage, new Map([[scannerOf(stage).outputs[0], readFileSync(path)]]));
  }
  return { records: undefined, files };
}
