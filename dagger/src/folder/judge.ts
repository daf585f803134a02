/**
 * Judges reports folders by a policy, of one service or of several. Always from what is written
 * down: nothing counts that is not in a folder.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../core/result.ts";
import { mayNotJudge } from "../core/scope.ts";
import { servicePolicies } from "../core/services.ts";
import type { Verdict } from "../core/verdict.ts";
import { joinVerdicts, type Whole } from "../core/whole.ts";
import { type Evaluate, evaluate } from "../evaluate.ts";
import { misspeltStages } from "../stage-names.ts";
import { besideServices } from "../uncovered.ts";
import { billOf } from "./bill.ts";
import { type Given, replacedEvidence, strangeBaseline, withGiven } from "./given.ts";
import { type ReportsFolder, readReportsFolder } from "./read.ts";

/** As for one folder, but for which services are meant. */
export interface Judge extends Omit<Evaluate, "records" | "files" | "declared"> {
  /** Several services: which of them are asked for; all where it is absent. */
  readonly services?: readonly string[];
  /** Why the others are left out, in words. */
  readonly leftOut?: string;
  /** Baseline, catalogue and scores in place of those that a folder holds; other tools' reports. */
  readonly given?: Given;
}

/** A policy of one service gives a verdict, one of several a whole; with bills of materials. */
export type Judged =
  | { readonly kind: "one"; readonly verdict: Verdict; readonly bill: Uint8Array | undefined }
  | {
      readonly kind: "whole";
      readonly whole: Whole;
      readonly bills: ReadonlyMap<string, Uint8Array | undefined>;
    };

/** @param input of one service: its records and files, and what to judge them by */
export function judgeOne(input: Evaluate): Judged {
  const verdict = evaluate(input);
  return { kind: "one", verdict, bill: billOf(verdict, input.files) };
}

/**
 * @param folders each the reports folder of one service, or one that holds a folder for each: what CI
 *   jobs made apart is joined here
 * @returns a problem where a folder can't be read, or is of no service of the policy
 */
export function judgeFolders(folders: readonly string[], input: Judge): Result<Judged> {
  const policies = servicePolicies(input.policy);
  if (!input.policy.services) {
    const [folder, another] = folders;
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
    const [misspelt] = misspeltBeside(input, [read.value]);
    if (misspelt) return fail(misspelt);
    const { records } = read.value;
    const other = mayNotJudge(records, input.policy, input.guard);
    if (other) return fail(other);
    const strange = input.given && strangeBaseline(input.given, [records.service]);
    if (strange) return fail(strange);
    const replaced = input.given && replacedEvidence(read.value, input.given);
    if (replaced) return fail(replaced);
    return ok(judgeOne({ ...input, ...beside(read.value, input) }));
  }
  const found = readAll(folders.flatMap(serviceFolders));
  if (!found.ok) return found;
  const [misspelt] = misspeltBeside(input, [...found.value.values()]);
  if (misspelt) return fail(misspelt);
  const names = policies.map(({ service }) => service.name);
  const stranger = [...found.value.keys()].find((name) => !names.includes(name));
  if (stranger !== undefined) {
    return fail({
      code: "folder.other-service",
      message: `There is a reports folder of ${stranger}, which the policy does not list.`,
      hint: `Its services: ${names.join(", ")}.`,
    });
  }
  const strange = input.given && strangeBaseline(input.given, names);
  if (strange) return fail(strange);
  for (const policy of policies) {
    const folder = found.value.get(policy.service.name);
    const other = folder && mayNotJudge(folder.records, policy, input.guard);
    if (other) return fail(other);
    const replaced = folder && input.given && replacedEvidence(folder, input.given);
    if (replaced) return fail(replaced);
  }
  const asked = (name: string) => input.services?.includes(name) ?? true;
  const bills = new Map<string, Uint8Array | undefined>();
  const verdicts = policies.flatMap((policy) => {
    const { name } = policy.service;
    const folder = found.value.get(name);
    if (!folder || !asked(name)) return [];
    const verdict = evaluate({ ...input, ...beside(folder, input), policy });
    bills.set(name, billOf(verdict, folder.files));
    return [verdict];
  });
  const shown = [...found.value].flatMap(([name, { records }]) => (asked(name) ? [records] : []));
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

/** A stage that the policy names, and neither we nor a report that is there. */
const misspeltBeside = ({ policy, given }: Judge, folders: readonly ReportsFolder[]) =>
  misspeltStages(policy, [
    ...folders.flatMap(({ files }) => [...files.keys()]),
    ...(given?.sarif ?? []).map(({ stage }) => stage),
  ]);

const beside = (folder: ReportsFolder, { given, now }: Judge) =>
  given ? { ...folder, ...withGiven(folder, folder.records.service, given, now) } : folder;

/** The folder itself where it is one service's, else those below it that are: of one run, or of each CI job's. */
function serviceFolders(folder: string): string[] {
  const below = servicesBelow(folder, 2);
  return below.length === 0 ? [folder] : below;
}

function servicesBelow(folder: string, levels: number): string[] {
  if (existsSync(join(folder, "run.json"))) return [folder];
  if (levels === 0 || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => servicesBelow(join(folder, name), levels - 1));
}

function readAll(folders: readonly string[]): Result<Map<string, ReportsFolder>> {
  const found = new Map<string, ReportsFolder>();
  for (const folder of folders) {
    const read = readReportsFolder(folder);
    if (!read.ok) return read;
    const { service } = read.value.records;
    if (found.has(service)) {
      const message = `Two reports folders are of ${service}: one of them is ${folder}.`;
      return fail({ code: "folder.twice", message, hint: "Give each service's folder once." });
    }
    found.set(service, read.value);
  }
  return ok(found);
}
