/** What both runners write of an image's runtimes: the report, and the advisories that it is held against. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StageRecord } from "../core/run-record.ts";
import type { Found } from "../image/programs.ts";
import { advisoriesFile } from "../scanners/runtime/advisories.ts";
import { kindOf } from "../scanners/runtime/kinds/index.ts";
import { type Program, type RuntimeReport, trimmedAnswer } from "../scanners/runtime/report.ts";
import { ADVISORIES, REPORT, runtime } from "../scanners/runtime/runtime.ts";
import { version } from "../version.ts";
import { rawFolder } from "./records.ts";

export interface Asked {
  readonly found: Found;
  /** What each program that no package brought said, by path. */
  readonly answers: ReadonlyMap<string, { readonly exitCode: number; readonly answer: string }>;
  /** When they were asked, RFC 3339. */
  readonly createdAt: string;
  /** Digest of the image's configuration. */
  readonly image: string;
  /** The advisories file's text. */
  readonly advisories: string;
}

/** A program that must be started, and what it is given to tell its version. */
export interface ToAsk {
  readonly path: string;
  readonly args: readonly string[];
}

/** Those of a package are Trivy's to judge, and of others a file has told. */
export const toAsk = ({ programs }: Found): ToAsk[] =>
  programs
    .filter((program) => program.package === undefined && program.answer === undefined)
    .map(({ path }) => ({ path, args: kindOf(path)?.ask ?? [] }));

/** Writes raw/runtime/. @returns what the stage's record says beside times and outputs */
export function writeRuntimes(out: string, asked: Asked) {
  const { found, answers, createdAt, image, advisories } = asked;
  const programs = found.programs.map((program): Program => {
    const said = answers.get(program.path);
    return said ? { ...program, ...said, answer: trimmedAnswer(said.answer) } : program;
  });
  const report: RuntimeReport = {
    schema: 1,
    greengate: version,
    createdAt,
    image,
    files: found.files,
    programs,
  };
  const raw = rawFolder(out, runtime.stage);
  writeFileSync(join(raw, REPORT), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(raw, ADVISORIES), advisories);
  return {
    tool: { name: "greengate", version },
    target: { name: "image", digest: image },
    arguments: toAsk(found).flatMap(({ path, args }) => [path, ...args]),
    evidence: { files: found.files, advisories: datesOf(advisories) },
  } satisfies Partial<StageRecord>;
}

/** Runtime → up to when its advisories were read; undefined where the file can't be read. */
function datesOf(advisories: string): Record<string, string> | undefined {
  try {
    const { runtimes } = advisoriesFile.parse(JSON.parse(advisories));
    return Object.fromEntries(
      Object.entries(runtimes).map(([name, { updated }]) => [name, updated]),
    );
  } catch {
    return undefined;
  }
}
