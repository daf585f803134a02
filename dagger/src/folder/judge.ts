/**
 * Judges reports folders by a policy, of one service or of several. Always from what is written
 * down: nothing counts that is not in a folder.
 */
import type { Judged } from "../core/judged.ts";
import type { Policy } from "../core/policy/policy.ts";
import { servicePolicies } from "../core/policy/services.ts";
import { fail, ok, type Problem, type Result } from "../core/result.ts";
import { mayNotJudge } from "../core/scope.ts";
import { joinVerdicts } from "../core/whole.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Evaluate } from "../evaluate/input.ts";
import { besideServices } from "../evaluate/uncovered.ts";
import { misspeltStages } from "../stage-names.ts";
import { billOf } from "./bill.ts";
import { type Given, strangeBaseline } from "./given.ts";
import { replacedEvidence, withGiven } from "./given-files.ts";
import { type ReportsFolder, readReportsFolder } from "./read.ts";
import { readServices, serviceFolders } from "./services.ts";

/** As for one folder, but for which services are meant. */
export interface Judge extends Omit<Evaluate, "records" | "files" | "declared"> {
  /** Several services: which of them are asked for; all where it is absent. */
  readonly services?: readonly string[];
  /** Why the others are left out, in words. */
  readonly leftOut?: string;
  /** Baseline, catalogue and scores in place of those that a folder holds; other tools' reports. */
  readonly given?: Given;
}

/** @param input of one service: its records and files, and what to judge them by */
export function judgeOne(input: Evaluate): Judged {
  const verdict = evaluate(input);
  return { kind: "one", verdict, bill: billOf(verdict, input.files) };
}

/**
 * @param folders each the reports folder of one service, or one that holds a folder for each: what CI
 *   jobs made apart is joined here
 * @returns of a policy of one service a verdict, of one of several the whole; a problem where a folder
 *   can't be read, or is of no service of the policy
 */
export function judgeFolders(folders: readonly string[], input: Judge): Result<Judged> {
  return input.policy.services ? judgeServices(folders, input) : judgeOnly(folders, input);
}

function judgeOnly([folder, another]: readonly string[], input: Judge): Result<Judged> {
  if (folder === undefined || another !== undefined) {
    return fail({
      code: "folder.of-one-service",
      message: "The policy is of one service, so there is one reports folder.",
      hint: "Give one folder, or with --policy a policy that lists the services of each.",
    });
  }
  const inside = serviceFolders(folder);
  if (inside.length > 1 || inside[0] !== folder) {
    return fail({
      code: "folder.of-several-services",
      message: `${folder} holds the reports of several services, and the policy is of one.`,
      hint: "Give the policy that lists them with --policy.",
    });
  }
  const read = readReportsFolder(folder);
  if (!read.ok) return read;
  const { service } = read.value.records;
  const problem =
    misspeltBeside(input, [read.value]) ??
    mayNotJudge(read.value.records, input.policy, input.guard) ??
    (input.given && strangeBaseline(input.given, [service])) ??
    (input.given && replacedEvidence(read.value, input.given));
  return problem ? fail(problem) : ok(judgeOne({ ...input, ...beside(read.value, input) }));
}

function judgeServices(folders: readonly string[], input: Judge): Result<Judged> {
  const read = readServices(folders);
  if (!read.ok) return read;
  const found = read.value;
  const policies = servicePolicies(input.policy);
  const names = policies.map(({ service }) => service.name);
  const problem =
    misspeltBeside(input, [...found.values()]) ??
    otherService([...found.keys()], names) ??
    (input.given && strangeBaseline(input.given, names)) ??
    policies.map((policy) => refusedBy(policy, found, input)).find((each) => each !== undefined);
  if (problem) return fail(problem);
  const asked = (name: string) => input.services?.includes(name) ?? true;
  const bills = new Map<string, Uint8Array | undefined>();
  const verdicts = policies.flatMap((policy) => {
    const { name } = policy.service;
    const folder = found.get(name);
    if (!folder || !asked(name)) return [];
    const verdict = evaluate({ ...input, ...beside(folder, input), policy });
    bills.set(name, billOf(verdict, folder.files));
    return [verdict];
  });
  const shown = [...found].flatMap(([name, { records }]) => (asked(name) ? [records] : []));
  const leftOut = new Map(
    names.filter((name) => !asked(name)).map((name) => [name, input.leftOut ?? "not asked for"]),
  );
  return ok({
    kind: "whole",
    whole: joinVerdicts({
      verdicts,
      policies,
      leftOut,
      beside: besideServices(shown, input),
      now: input.now,
    }),
    bills,
  });
}

function otherService(found: readonly string[], names: readonly string[]): Problem | undefined {
  const stranger = found.find((name) => !names.includes(name));
  if (stranger === undefined) return undefined;
  return {
    code: "folder.other-service",
    message: `There is a reports folder of ${stranger}, which the policy does not list.`,
    hint: `Its services: ${names.join(", ")}.`,
  };
}

/** Why a service's policy may not judge its folder, where there is one. */
function refusedBy(
  policy: Policy,
  found: ReadonlyMap<string, ReportsFolder>,
  { guard, given }: Judge,
): Problem | undefined {
  const folder = found.get(policy.service.name);
  if (!folder) return undefined;
  return mayNotJudge(folder.records, policy, guard) ?? (given && replacedEvidence(folder, given));
}

/** A stage that the policy names, and neither we nor a report that is there. */
function misspeltBeside({ policy, given }: Judge, folders: readonly ReportsFolder[]) {
  const reports = folders.flatMap(({ files }) => [...files.keys()]);
  const others = (given?.sarif ?? []).map(({ stage }) => stage);
  return misspeltStages(policy, [...reports, ...others]).at(0);
}

const beside = (folder: ReportsFolder, { given, now }: Judge) =>
  given ? { ...folder, ...withGiven(folder, folder.records.service, given, now) } : folder;
