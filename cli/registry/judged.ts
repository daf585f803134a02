/** A reports folder judged anew, for what is published and signed: no verdict on disk is believed. */
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { EXIT_CODE } from "../../dagger/src/core/verdict.ts";
import { evaluate } from "../../dagger/src/evaluate.ts";
import { readReportsFolder } from "../../dagger/src/folder/read.ts";
import { terminal } from "../../dagger/src/outputs/terminal.ts";
import {
  type Attestations,
  attestationsOf,
  type Evidence,
  SBOM,
} from "../../dagger/src/registry/evidence.ts";
import { mayPublish } from "../../dagger/src/registry/publishable.ts";
import type { LoadedPolicy } from "../load-policy.ts";
import type { Session } from "./session.ts";

export interface Judged extends Evidence {
  readonly folder: string;
}

export interface Judging extends LoadedPolicy {
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly maxAgeMs: number | undefined;
}

/** Nothing can be left out here, as --skip does for evaluate: what is not required is in the policy. */
export function judgeFolder(
  { folder, policy, file, now }: Judging,
  { say }: Session,
): Result<Judged> {
  const read = readReportsFolder(folder);
  if (!read.ok) return read;
  const verdict = evaluate({ ...read.value, policy, policyFile: file, now });
  if (EXIT_CODE[verdict.verdict] !== 0) for (const line of terminal(verdict).split("\n")) say(line);
  const path = join(folder, SBOM);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) {
    const message = `${path} is a link or no plain file.`;
    return fail({ code: "folder.stray", message, hint: "Run the gate again." });
  }
  return ok({ folder, verdict, sbom: found && readFileSync(path), ...read.value });
}

/**
 * @param manifest digest of the image that is to be published or signed
 * @returns what is to be signed of it; a problem where it may not be
 */
export function vouchFor(
  judged: Judged,
  { maxAgeMs, now }: Judging,
  manifest: string,
): Result<Attestations> {
  const may = mayPublish({ ...judged, manifest, maxAgeMs, now });
  return may.ok ? attestationsOf(judged) : may;
}
