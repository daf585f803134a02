/** Reads pip-audit's reports, one for each requirements file, beside what the record says of those. */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import { unpinnedFindings, vulnerabilityFindings } from "./findings.ts";
import { auditReport } from "./report.ts";
import { readRequirements } from "./requirement-file.ts";

export const reportName = (index: number): string => `report-${index}.json`;

const evidence = z.object({
  targets: z.array(z.string()).min(1),
  pinned: z.array(z.object({ path: z.string(), lines: z.string() })),
  unpinned: z.array(z.object({ path: z.string(), line: z.int(), text: z.string() })),
  missing: z.array(z.string()),
  unfound: z.array(z.string()).default([]),
});

const CANARY_ADVISORY = "CVE-2018-18074";
const hint =
  "Let pip-audit reach PyPI itself (no index or mirror is asked), or set pythonAdvisories in the policy: service osv asks OSV, and url a mirror of it.";
const osvHint =
  "Let pip-audit reach OSV, or give a mirror of it as url of pythonAdvisories in the policy.";
/** It prints no report at all where its service does not answer. */
const unwritten = (error: Gap): Gap =>
  error.code === "report.empty"
    ? {
        ...error,
        message: `${error.message.slice(0, -1)}, as where its advisory service does not answer.`,
        hint,
      }
    : error;
/** Who asks OSV already is not to be told to. */
const forService = (gaps: readonly Gap[], { record }: StageInput): Gap[] =>
  gaps.map((each) =>
    each.hint === hint && record?.arguments.includes("osv") ? { ...each, hint: osvHint } : each,
  );
const gap = (code: string, message: string): Gap => ({ code, message, hint });

export function read(input: StageInput): Reading {
  const told = evidence.safeParse(input.record?.evidence);
  if (input.record && !told.success) {
    return unreadable(
      "pip-audit",
      gap("source.no-targets", "The run record does not say which files were to be audited."),
    );
  }
  const files = told.success ? told.data.targets : ["requirements.txt"];
  const findings: RawFinding[][] = [];
  const gaps: Gap[] = [...canaryGaps(input)];
  // A service that does not even know the canary skips every package: that is its fault, not theirs.
  const known = gaps.every(({ needsRecord }) => needsRecord);
  let audited = 0;
  for (const [index, path] of files.entries()) {
    const name = reportName(index);
    const parsed = readJson(input.files.get(name), `pip-audit's report of ${path}`, auditReport);
    if (!parsed.ok) {
      gaps.push(unwritten(parsed.error));
      continue;
    }
    const { dependencies } = parsed.value;
    audited += dependencies.length;
    findings.push(
      vulnerabilityFindings(
        path,
        dependencies.filter(({ skip_reason }) => known || skip_reason === undefined),
      ),
    );
    const lines = told.data?.pinned.find((each) => each.path === path)?.lines ?? "";
    gaps.push(...unaudited(path, lines, dependencies));
  }
  if (told.success) {
    findings.push(unpinnedFindings(told.data.unpinned));
    for (const text of told.data.missing) gaps.push(gap("pip-audit.include-missing", `${text}.`));
  }
  return {
    findings: findings.flat(),
    // The report names no version; the record does.
    tool: { name: "pip-audit", version: "" },
    facts: [{ name: "audited", value: `${counted(audited, "package")} of ${files.join(", ")}` }],
    gaps: forService(gaps, input),
    notes: [
      "Only what the files pin was audited: what those packages need in turn was not resolved.",
      ...(told.data?.unfound.map((text) => `${text}.`) ?? []),
    ],
  };
}

/** @param lines what the file pins, as pip-audit was given it */
function unaudited(path: string, lines: string, dependencies: readonly { name: string }[]): Gap[] {
  const seen = new Set(dependencies.map(({ name }) => name.toLowerCase()));
  return readRequirements(lines)
    .pinned.filter(({ name }) => !seen.has(name))
    .map(({ name, version }) =>
      gap("pip-audit.not-audited", `${name} ${version} of ${path} was not audited.`),
    );
}

function canaryGaps({ record, files }: StageInput): Gap[] {
  if (!record) {
    const message = "No run record tells which packages were to be audited.";
    return [{ ...gap("pip-audit.no-record", message), needsRecord: true }];
  }
  const parsed = readJson(files.get("canary.json"), "The canary's report", auditReport);
  if (!parsed.ok) return [unwritten(parsed.error)];
  const ids = parsed.value.dependencies.flatMap(({ vulns }) =>
    vulns.flatMap(({ id, aliases }) => [id, ...aliases]),
  );
  if (ids.includes(CANARY_ADVISORY)) return [];
  const message = `The advisory service does not know ${CANARY_ADVISORY}, which every real one does.`;
  return [gap("canary.not-found", message)];
}
