/** The options that the commands about registries share. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseDuration } from "../../dagger/src/core/time.ts";
import type { SigningKey } from "../../dagger/src/registry/cosign.ts";
import type { Judging } from "../../dagger/src/registry/judged.ts";
import { parseTarget, type Target } from "../../dagger/src/registry/reference.ts";
import { orUsageError, UsageError } from "../usage-error.ts";
import { loadPolicy } from "./load-policy.ts";
import { nowOf } from "./now.ts";

/** For parseArgs. */
export const SHARED = {
  policy: { type: "string" },
  "max-age": { type: "string" },
  now: { type: "string" },
  "install-tools": { type: "boolean", default: false },
} as const;

export const SIGNING = { key: { type: "string" }, keyless: { type: "boolean" } } as const;

/** @returns milliseconds; `24`, `24h` and `7d` are durations */
export function maxAgeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new UsageError(`--max-age is no duration: ${text}`, "Write it like 24h or 7d.");
}

/** @throws UsageError where it is no reference */
export const targetOf = (text: string): Target => orUsageError(parseTarget(text));

/** A key in a cloud or a cluster has an address; cosign runs in another folder, so a file gets a full path. */
export function keyOf(key: string): string {
  if (key.includes("://")) return key;
  if (!existsSync(key)) throw new UsageError(`No such file: ${key}`);
  return resolve(key);
}

/** @throws UsageError where no run left that folder: bare reports are nothing to vouch for */
export function runFolderOf(folder: string): string {
  const path = join(folder, "run.json");
  if (existsSync(path)) return folder;
  const hint = "Name the folder that a run left: --out of gate, or what Dagger exported.";
  throw new UsageError(`${path} is not there.`, hint);
}

/** @returns who signs; undefined where nobody is to */
export function signingOf({
  key,
  keyless,
}: {
  key?: string;
  keyless?: boolean;
}): { readonly key: SigningKey } | undefined {
  if (key !== undefined && keyless) throw new UsageError("Give --key or --keyless, not both.");
  if (key !== undefined) return { key: keyOf(key) };
  return keyless ? { key: undefined } : undefined;
}

/** @returns how the reports folder of a run is judged anew, before it is published or signed */
export function judgingOf(
  values: { readonly policy?: string; readonly "max-age"?: string; readonly now?: string },
  folder: string,
  beforePublish: boolean,
): Judging {
  // What was mistyped is told before what is missing.
  const typed = { maxAgeMs: maxAgeOf(values["max-age"]), now: nowOf(values.now) };
  return {
    ...typed,
    ...loadPolicy(values.policy, "."),
    folder: runFolderOf(folder),
    beforePublish,
  };
}
