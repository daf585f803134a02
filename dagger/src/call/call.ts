/**
 * What every call of the module does besides its own work: it takes what it was given, decides from
 * the folder, and ends in words. A call fails by throwing, so a problem is thrown here, with its hint.
 */
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory, File } from "@dagger.io/dagger";
import { type Declared, parseDeclared } from "../core/exceptions/declared.ts";
import { exceptionPaths } from "../core/exceptions/paths.ts";
import type { Judged } from "../core/judged.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Guarded } from "../core/policy/protect.ts";
import { servicePolicies } from "../core/policy/services.ts";
import { fail, type Result } from "../core/result.ts";
import type { RunRecords } from "../core/run-record.ts";
import { keepExceptionFiles } from "../folder/exceptions.ts";
import { type Given, givenStages, readGiven, strangeBaseline } from "../folder/given.ts";
import { judgeFolders } from "../folder/judge.ts";
import { judgedExit, judgedWords } from "../outputs/judged.ts";
import { linesForLog } from "../outputs/shared/inert.ts";
import { misspeltStages, unknownStage } from "../stage-names.ts";
import { exported, onDisk } from "../stages/files.ts";

export interface Loaded extends Guarded {
  /** VEX files that were given beside the source. */
  readonly givenVex?: Declared;
}

/** Empty lists narrow nothing. */
export interface Narrowed {
  readonly only: string[];
  readonly skip: string[];
  readonly services: string[];
  readonly beforePublish?: boolean;
  /** Why the other services are left out. */
  readonly leftOut?: string;
  readonly given?: Given;
}

/** @throws Error with the problem's sentence and hint */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  // It may quote a file of the scanned repository.
  throw new Error(`${linesForLog(`${result.error.message} ${result.error.hint}`)}\n`);
}

/** @throws Error with file and line of every fault */
export async function givenVex(files: readonly File[]): Promise<Declared> {
  const read = files.map(async (file) => [await file.name(), await file.contents()] as const);
  return orThrow(parseDeclared(await Promise.all(read)));
}

/**
 * Keeps each service's ignore files and VEX in its reports folder.
 * @returns service → what its run.json says of them
 */
export async function keptExceptions(
  source: Directory,
  policies: readonly Policy[],
  folderOf: (policy: Policy) => string,
): Promise<Map<string, Pick<RunRecords, "exceptions">>> {
  const include = [...new Set(policies.flatMap(exceptionPaths))];
  const folder = await exported(source, include);
  return new Map(
    policies.map((policy) => [
      policy.service.name,
      orThrow(keepExceptionFiles(folderOf(policy), folder, policy)),
    ]),
  );
}

/** Brings the given files to the module's own disk. @throws Error where one is not what it should be */
export async function givenTo({ baseline, kev, epss, sarif }: GivenFiles): Promise<Given> {
  const folder = mkdtempSync(join(tmpdir(), "greengate-given-"));
  const at = (name: string) => join(folder, name);
  await baseline?.export(at("baseline"));
  await kev?.export(at("kev"));
  await epss?.export(at("epss"));
  await sarif?.export(at("sarif"));
  const others = sarif ? readdirSync(at("sarif")).sort() : [];
  // Of NAME and NAME.sarif one would be lost.
  const strange = others.find((name) => !name.endsWith(".sarif"));
  if (strange !== undefined) throw new Error(`--sarif: ${strange} is no NAME.sarif\n`);
  return orThrow(
    readGiven({
      baselines: baseline ? [at("baseline")] : [],
      ...(kev && { kev: at("kev") }),
      ...(epss && { epss: at("epss") }),
      sarif: new Map(others.map((name) => [name.replace(/\.sarif$/, ""), join(at("sarif"), name)])),
    }),
  );
}

interface GivenFiles {
  readonly baseline?: Directory;
  readonly kev?: File;
  readonly epss?: File;
  readonly sarif?: Directory;
}

/** @throws Error where a baseline is of a service that the policy does not name, or a stage of none */
export function notStrange(given: Given, policy: Policy): void {
  const [misspelt] = misspeltStages(policy, givenStages(given));
  if (misspelt) orThrow(fail(misspelt));
  const services = servicePolicies(policy).map(({ service }) => service.name);
  const strange = strangeBaseline(given, services);
  if (strange) orThrow(fail(strange));
}

/** @throws Error where a stage that the call names is none of the gate's */
export function onlyKnown({ only, skip }: Pick<Narrowed, "only" | "skip">): void {
  const unknown = unknownStage([...only, ...skip]);
  if (unknown) orThrow(fail(unknown));
}

/** Judged from the folder, so that nothing counts that is not written down. */
export function decided(folder: string, loaded: Loaded, narrow: Narrowed): Judged {
  const { only, skip, services, ...when } = narrow;
  const judged = judgeFolders([folder], {
    ...loaded,
    ...(only.length > 0 && { only }),
    skip,
    ...(services.length > 0 && { services }),
    ...when,
    now: Date.now(),
  });
  if (judged.ok) return judged.value;
  // Where it lies is the module's own affair.
  const { message } = judged.error;
  const here = message.replaceAll(`${folder}/`, "").replaceAll(folder, "The reports folder");
  return orThrow(fail({ ...judged.error, message: here }));
}

/** @throws Error with the verdict's words when it is red: that is how a call fails */
export function said(judged: Judged): string {
  const words = judgedWords(judged);
  if (judgedExit(judged) !== 0) throw new Error(`\n${words}`);
  return words;
}

/** A folder on the module's own disk; nothing of it is echoed into the log. */
export function taken(out: string): Directory {
  if (!existsSync(out)) throw new Error("no report was written");
  return onDisk(out);
}
