/**
 * The language runtimes and web servers in the image against their own advisories and ends of life. On
 * distroless, and in the official images that build them from source, they are bare programs and no
 * packages, so a clean image scan says nothing of them (aquasecurity/trivy#3152).
 * Proves that it looked: the image is the one that was built, every program in it that bears a
 * runtime's name told its version, and the advisories are fresh and find the canary.
 */
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Scanner } from "../scanner.ts";
import { type AdvisoriesFile, advisoriesFile } from "./advisories.ts";
import { advisoriesGaps, advisoriesSoon, judgeRuntime } from "./judge.ts";
import { RUNTIMES, TITLES } from "./kinds/index.ts";
import {
  type Program,
  type Runtime,
  type RuntimeReport,
  runtimeOf,
  runtimeReport,
} from "./report.ts";

export const REPORT = "report.json";
export const ADVISORIES = "advisories.json";

export const runtime: Scanner = {
  stage: "runtime",
  title: "Language runtimes and web servers (their own advisories)",
  outputs: [REPORT, ADVISORIES],
  finds: ["vulnerability"],
  mayNotApply: true,
  ofImage: true,
  install: "Install docker or podman, or run the gate in Dagger.",
  read,
};

function read(input: StageInput): Reading {
  const report = readJson(input.files.get(REPORT), "The report on runtimes", runtimeReport);
  if (!report.ok) return unreadable("greengate", report.error);
  const file = readJson(input.files.get(ADVISORIES), "The advisories file", advisoriesFile);
  const { programs, createdAt, greengate } = report.value;
  const asked = programs.filter((program) => program.package === undefined);
  const told = asked.flatMap((program) => {
    const runtime = runtimeOf(program);
    return runtime ? [{ path: program.path, runtime }] : [];
  });
  const judged = file.ok
    ? judge(told, file.value, input)
    : { findings: [], gaps: [file.error], soon: [] };
  return {
    findings: judged.findings,
    tool: { name: "greengate", version: greengate },
    facts: [
      { name: "runtimes", value: told.map(inFacts).join(", ") || "none besides packages" },
      { name: "files", value: `${report.value.files} in the image` },
      ...(file.ok ? [{ name: "advisories", value: datesOf(file.value) }] : []),
    ],
    gaps: [
      ...createdDuringRun(createdAt, input),
      ...imageGaps(report.value, input),
      ...(programs.length === 0 ? [NONE] : []),
      ...asked.filter((program) => !runtimeOf(program)).map(silent),
      ...judged.gaps,
    ],
    notes: [
      ...programs.flatMap(({ path, package: name }) =>
        name === undefined ? [] : [`${path} is of the system's package ${name}: Trivy judges it.`],
      ),
      `Looked for, by the names of their programs: ${TITLES}; no other runtime.`,
    ],
    soon: judged.soon,
  };
}

type Told = { readonly path: string; readonly runtime: Runtime };

function judge(told: readonly Told[], file: AdvisoriesFile, input: StageInput) {
  const names = RUNTIMES.filter((name) => told.some(({ runtime }) => runtime.name === name));
  const judged = told.flatMap(({ path, runtime }) => {
    const known = file.runtimes[runtime.name];
    return known ? [judgeRuntime(path, runtime, known, input.now)] : [];
  });
  return {
    findings: judged.flatMap(({ findings }) => findings),
    gaps: [
      ...judged.flatMap(({ gaps }) => gaps),
      ...names.flatMap((name) => advisoriesGaps(name, file, input)),
    ],
    soon: names.flatMap((name) => advisoriesSoon(name, file, input)),
  };
}

const inFacts = ({ path, runtime }: Told) => `${path} ${runtime.name} ${runtime.version}`;

const datesOf = ({ runtimes }: AdvisoriesFile): string =>
  RUNTIMES.flatMap((name) => {
    const updated = runtimes[name]?.updated;
    return updated === undefined ? [] : [`${name} up to ${updated}`];
  }).join(", ");

const NONE: Gap = {
  code: "runtime.nothing-asked",
  message: "The report names no program, and an image without a runtime has no such report.",
  hint: "Run the stage again.",
};

function silent({ path, exitCode, answer }: Program): Gap {
  const said = `exit code ${exitCode ?? "unknown"}, ${JSON.stringify(answer ?? "")}`;
  return {
    code: "runtime.no-version",
    message: `${path} did not tell a released version when it was asked: ${said}.`,
    hint: "Ship a released runtime that starts in the image, or remove the program.",
  };
}

function imageGaps(report: RuntimeReport, { record, image }: StageInput): Gap[] {
  const hint = "Look at the image that was built.";
  if (!record || !image) {
    const message = "No run record tells which image was built.";
    const needsRecord = record ? {} : { needsRecord: true as const };
    return [{ code: "image.no-record", message, hint, ...needsRecord }];
  }
  if (report.image === image.config) return [];
  const message = `The runtimes are of ${report.image}, but ${image.config} was built.`;
  return [{ code: "image.other", message, hint }];
}
