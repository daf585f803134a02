/**
 * What every call of the module does besides its own work: it loads the policy, decides from the
 * folder, and ends in words. A call fails by throwing, so a problem is thrown here, with its hint.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory, File } from "@dagger.io/dagger";
import { type Declared, parseDeclared } from "./core/exceptions/declared.ts";
import { exceptionPaths } from "./core/exceptions/paths.ts";
import { DEFAULT_POLICY, type Policy } from "./core/policy.ts";
import {
  MISNAMED,
  MISNAMED_WORDS,
  POLICY_FILE as POLICY,
  parsePolicy,
} from "./core/policy-file.ts";
import { type Branch, branchPaths, type Guarded, guarded } from "./core/protect.ts";
import { fail, ok, type Result } from "./core/result.ts";
import type { RunRecords } from "./core/run-record.ts";
import { type ServiceOptions, withService } from "./core/service-options.ts";
import { servicePolicies } from "./core/services.ts";
import { problemLines } from "./core/yaml-file.ts";
import { keepExceptionFiles } from "./folder/exceptions.ts";
import { type Given, givenStages, readGiven, strangeBaseline } from "./folder/given.ts";
import { type Judged, judgeFolders } from "./folder/judge.ts";
import { linesForLog } from "./outputs/inert.ts";
import { judgedExit, judgedWords } from "./outputs/judged.ts";
import { isPlainFile, isThere } from "./source/end.ts";
import { misspeltStages, unknownStage } from "./stage-names.ts";
import { onDisk } from "./stages/files.ts";

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

export interface PolicyGiven extends ServiceOptions {
  readonly source: Directory;
  /** The policy's file; greengate.yaml of the source, or the default one, where there is none. */
  readonly policy?: File;
  /** The policy's file as the protected branch has it. */
  readonly protectedPolicy?: File;
  /** The protected branch's files. */
  readonly protectedBranch?: Directory;
}

/**
 * @param given the call's arguments; what they say of the service is laid over every policy
 * @throws Error where a policy is not valid, or nothing tells which one of the protected branch's it is
 */
export async function loadPolicy(given: PolicyGiven): Promise<Guarded> {
  const { source } = given;
  const own = given.policy ?? (await policyIn(source));
  const policyFile = own ? await own.name() : "the default policy";
  const policy = parsed(await own?.contents(), policyFile, given);
  return orThrow(guarded(policy, policyFile, await branchOf(given, policy)));
}

/** @throws Error where the source has one that would not be read */
async function policyIn(source: Directory): Promise<File | undefined> {
  // A link that leads to nothing here is no absent policy.
  const asItIs = { doNotFollowSymlinks: true };
  if (await source.exists(POLICY, asItIs)) {
    if (await source.exists(POLICY)) return source.file(POLICY);
    throw new Error(
      `${POLICY} is a link to nothing in the source. Put a plain file in its place.\n`,
    );
  }
  if (await source.exists(MISNAMED, asItIs)) throw new Error(`${MISNAMED_WORDS}\n`);
  return undefined;
}

async function branchOf(given: PolicyGiven, own: Policy): Promise<Branch | undefined> {
  const { policy, protectedPolicy: file, protectedBranch: folder } = given;
  if (file) {
    if (folder) throw new Error("--protected-branch and --protected-policy: give one of them\n");
    const name = await file.name();
    const protectedPolicy = parsed(await file.contents(), name, given);
    return { name: `the protected ${name}`, policy: protectedPolicy, withoutPolicy: false };
  }
  if (!folder) return undefined;
  if (policy) {
    const instead = "Give --protected-policy, the same file as the protected branch has it.";
    throw new Error(`--policy and --protected-branch: ${instead}\n`);
  }
  const name = "the protected branch";
  const at = await exported(folder, [POLICY]);
  const withoutPolicy = !isThere(at, POLICY);
  if (!withoutPolicy && !isPlainFile(at, POLICY)) {
    throw new Error(`${POLICY} of ${name} is no plain file. Put a plain file in its place.\n`);
  }
  const text = withoutPolicy ? undefined : readFileSync(join(at, POLICY), "utf8");
  const theirs = parsed(text, `${POLICY} of ${name}`, given);
  const paths = branchPaths(theirs, own);
  const files = await exported(folder, paths);
  const there = paths.filter((path) => isPlainFile(files, path));
  const texts = there.map((path) => [path, readFileSync(join(files, path), "utf8")] as const);
  return { name, policy: theirs, withoutPolicy, files: new Map(texts) };
}

/** @param text undefined for the default policy */
function parsed(text: string | undefined, name: string, options: ServiceOptions): Policy {
  const policy = text === undefined ? ok(DEFAULT_POLICY) : parsePolicy(text, name);
  if (policy.ok) return orThrow(withService(policy.value, options));
  throw new Error(`the policy is not valid\n${linesForLog(problemLines(policy.error))}\n`);
}

/** Brings these files of a folder to the module's own disk. */
async function exported(source: Directory, include: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "greengate-files-"));
  await source.filter({ include }).export(folder);
  return folder;
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
  return orThrow(
    judgeFolders([folder], {
      ...loaded,
      ...(only.length > 0 && { only }),
      skip,
      ...(services.length > 0 && { services }),
      ...when,
      now: Date.now(),
    }),
  );
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
