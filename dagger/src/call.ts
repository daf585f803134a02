/**
 * What every call of the module does besides its own work: it loads the policy, decides from the
 * folder, and ends in words. A call fails by throwing, so a problem is thrown here, with its hint.
 */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Directory, File } from "@dagger.io/dagger";
import { DEFAULT_POLICY, type Policy } from "./core/policy.ts";
import { parsePolicy } from "./core/policy-file.ts";
import { fail, type Result } from "./core/result.ts";
import { type ServiceOptions, withService } from "./core/service-options.ts";
import { servicePolicies } from "./core/services.ts";
import { type Given, readGiven, strangeBaseline } from "./folder/given.ts";
import { type Judged, judgeFolders } from "./folder/judge.ts";
import { judgedExit, judgedWords } from "./outputs/judged.ts";
import { onDisk } from "./stages/files.ts";

export interface Loaded {
  policy: Policy;
  policyFile: string;
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
  throw new Error(`${result.error.message} ${result.error.hint}\n`);
}

/**
 * @param given the policy's file; greengate.yaml of the source, or the default one, where there is none
 * @param options the call's arguments, laid over it
 */
export async function loadPolicy(
  source: Directory,
  given: File | undefined,
  options: ServiceOptions,
): Promise<Loaded> {
  const name = "greengate.yaml";
  const own = given ?? ((await source.exists(name)) ? source.file(name) : undefined);
  const policyFile = own ? await own.name() : "the default policy";
  const parsed = own ? parsePolicy(await own.contents(), policyFile) : undefined;
  if (parsed && !parsed.ok) {
    const lines = parsed.error.map(
      (p) => `${p.file}:${p.line}:${p.column}: ${p.field ?? ""} ${p.message} ${p.hint}`,
    );
    throw new Error(`the policy is not valid\n${lines.join("\n")}\n`);
  }
  const policy = orThrow(withService(parsed?.value ?? DEFAULT_POLICY, options));
  return { policy, policyFile };
}

/** Brings the given files to the module's own disk. @throws Error where one is not what it should be */
export async function givenTo({ baseline, kev, epss }: GivenFiles): Promise<Given> {
  const folder = mkdtempSync(join(tmpdir(), "greengate-given-"));
  const at = (name: string) => join(folder, name);
  await baseline?.export(at("baseline"));
  await kev?.export(at("kev"));
  await epss?.export(at("epss"));
  return orThrow(
    readGiven({
      baselines: baseline ? [at("baseline")] : [],
      ...(kev && { kev: at("kev") }),
      ...(epss && { epss: at("epss") }),
    }),
  );
}

interface GivenFiles {
  readonly baseline?: Directory;
  readonly kev?: File;
  readonly epss?: File;
}

/** @throws Error where a baseline is of a service that the policy does not name */
export function notStrange(given: Given, policy: Policy): void {
  const services = servicePolicies(policy).map(({ service }) => service.name);
  const strange = strangeBaseline(given, services);
  if (strange) orThrow(fail(strange));
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
