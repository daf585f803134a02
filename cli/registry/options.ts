/** The options that the commands about registries share. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { HOUR_MS, parseInstant } from "../../dagger/src/core/time.ts";
import { parseTarget, type Reference } from "../../dagger/src/registry/reference.ts";
import { UsageError } from "../usage.ts";
import type { SigningKey } from "./cosign.ts";

/** For parseArgs. */
export const SHARED = {
  policy: { type: "string" },
  "max-age": { type: "string" },
  now: { type: "string" },
  "install-tools": { type: "boolean", default: false },
} as const;

export const SIGNING = { key: { type: "string" }, keyless: { type: "boolean" } } as const;

/** @returns milliseconds since 1970 */
export function nowOf(text: string | undefined): number {
  const now = text === undefined ? Date.now() : parseInstant(text);
  if (now !== undefined) return now;
  throw new UsageError(`--now is no time: ${text}`, "Write it like 2026-11-24T12:00:00Z.");
}

/** @returns milliseconds; `24`, `24h` and `7d` are durations */
export function maxAgeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,6})([hd]?)$/.exec(text) ?? [];
  if (count === undefined || Number(count) === 0) {
    throw new UsageError(`--max-age is no duration: ${text}`, "Write it like 24h or 7d.");
  }
  return Number(count) * HOUR_MS * (unit === "d" ? 24 : 1);
}

export function targetOf(text: string): Reference & { readonly digest?: string } {
  const target = parseTarget(text);
  if (!target.ok) throw new UsageError(target.error.message, target.error.hint);
  return target.value;
}

/** A key in a cloud or a cluster has an address; cosign runs in another folder, so a file gets a full path. */
export function keyOf(key: string): string {
  if (key.includes("://")) return key;
  if (!existsSync(key)) throw new UsageError(`No such file: ${key}`);
  return resolve(key);
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
