/** What both runners write of an image's runtimes: the report, and the advisories that it is held against. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StageRecord } from "../core/run-record.ts";
import type { Found } from "../image/programs.ts";
import { ownerQuestion, ownersIn } from "../image/rpm.ts";
import { advisoriesFile } from "../scanners/runtime/advisories.ts";
import { kindOf } from "../scanners/runtime/kinds/index.ts";
import { type Program, type RuntimeReport, trimmedAnswer } from "../scanners/runtime/report.ts";
import { ADVISORIES, REPORT, runtime } from "../scanners/runtime/runtime.ts";
import { version } from "../version.ts";
import { rawFolder } from "./records.ts";

export interface Asked {
  readonly found: Found;
  /** To each of `questionsOn`. */
  readonly answers: readonly Answered[];
  /** When they were asked, RFC 3339. */
  readonly createdAt: string;
  /** Digest of the image's configuration. */
  readonly image: string;
  /** The advisories file's text. */
  readonly advisories: string;
}

export interface Answer {
  readonly exitCode: number;
  readonly answer: string;
}

/** What must be started in the image: the program, and what it is given. */
export interface Question {
  /** The program that it is about. */
  readonly path: string;
  readonly asks: "version" | "owner";
  readonly command: readonly string[];
}

export type Answered = Question & Answer;

/** Those of a package are Trivy's to judge, and of others a file has told the version. */
export function questionsOn({ programs, ofRpm }: Found): Question[] {
  const unknown = programs.filter((program) => program.package === undefined);
  return unknown.flatMap(({ path, answer }): Question[] => [
    ...(ofRpm.has(path) ? [{ path, asks: "owner" as const, command: ownerQuestion(path) }] : []),
    ...(answer === undefined
      ? [{ path, asks: "version" as const, command: [path, ...(kindOf(path)?.ask ?? [])] }]
      : []),
  ]);
}

function withAnswers(program: Program, answers: readonly Answered[]): Program {
  const { path } = program;
  const to = (asked: Question["asks"]) =>
    answers.find((each) => each.path === path && each.asks === asked);
  const owner = to("owner");
  const names = owner?.exitCode === 0 ? ownersIn(owner.answer) : [];
  const brought = names.find((name) => kindOf(path)?.packages.test(name));
  if (brought !== undefined) return { path, package: brought };
  const said = to("version");
  if (!said) return program;
  return { ...program, exitCode: said.exitCode, answer: trimmedAnswer(said.answer) };
}

/** Writes raw/runtime/. @returns what the stage's record says beside times and outputs */
export function writeRuntimes(out: string, asked: Asked) {
  const { found, answers, createdAt, image, advisories } = asked;
  const programs = found.programs.map((program) => withAnswers(program, answers));
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
    arguments: answers.flatMap(({ command }) => command),
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
