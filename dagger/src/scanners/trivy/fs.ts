/**
 * Trivy fs over every lockfile of the source; a manifest that lists dependencies and has none is a
 * finding of ours, since Trivy passes over it with exit 0.
 * Proves that it looked: each lockfile is among the results with at least one package, the database
 * is fresh and finds the canary. A lockfile that does not parse is passed over with exit 0, and said
 * only in the debug log (measured, 0.76).
 */
import { z } from "zod";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import { createdDuringRun } from "../freshness.ts";
import { unread } from "../looked-at.ts";
import type { Scanner } from "../scanner.ts";
import { canaryArguments, lockfileArguments, sbomArguments } from "./command.ts";
import { CANARY_FILES, canaryFound, databaseAge } from "./database.ts";
import { profilesUnread } from "./lockfiles/maven.ts";
import { selectLockfiles } from "./lockfiles/select.ts";
import { toldUnlocked, unlockedFindings } from "./manifests/findings.ts";
import { findingIn } from "./moved.ts";
import { filesystemGaps, readTrivyReport, trivyFindings } from "./report.ts";
import { SBOM, sbomGaps } from "./sbom.ts";
import { INSTALL, trivy } from "./tool.ts";
import { unversionedFinding } from "./unversioned.ts";

export const trivyFs: Scanner = {
  stage: "trivy-fs",
  title: "Lockfiles (Trivy fs)",
  outputs: ["report.json", "canary.json", SBOM],
  finds: ["vulnerability", "misconfiguration"],
  mayNotApply: true,
  install: INSTALL,
  invocation: {
    tool: trivy,
    seconds: 600,
    database: true,
    select: selectLockfiles,
    beside: CANARY_FILES,
    calls: ({ source, beside, raw, cache }) => [
      { args: lockfileArguments({ target: source, output: `${raw}/report.json`, cache }) },
      { args: canaryArguments({ target: beside, output: `${raw}/canary.json`, cache }) },
      { args: sbomArguments(`${raw}/report.json`, `${raw}/${SBOM}`) },
    ],
  },
  read,
};

/** Parts of lockfiles, by the path under which Trivy was given them. */
const inParts = z.object({ parts: z.record(z.string(), z.string()) });

function read(input: StageInput): Reading {
  const parsed = readTrivyReport(input.files.get("report.json"), "Trivy's report");
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const locked = (report.Results ?? []).filter(
    ({ Class, packages }) => Class === "lang-pkgs" && packages > 0,
  );
  const database = databaseAge(input);
  const canary = canaryFound(input);
  const packages = locked.reduce((sum, result) => sum + result.packages, 0);
  const parts = new Map(
    Object.entries(inParts.safeParse(input.record?.evidence).data?.parts ?? {}),
  );
  const read = new Set(locked.map(({ Target }) => Target));
  // A lockfile of several parts was read where each of them was.
  const halves = new Set([...parts].flatMap(([part, path]) => (read.has(part) ? [] : [path])));
  const names = [...read].filter((name) => !parts.has(name) && !halves.has(name));
  const unlocked = toldUnlocked(input.record?.evidence);
  return {
    findings: [
      ...trivyFindings(report).map(findingIn((path) => parts.get(path) ?? path)),
      ...unlockedFindings(unlocked),
      ...locked.flatMap(({ Target, unversioned }) =>
        unversioned.length > 0
          ? [unversionedFinding(parts.get(Target) ?? Target, unversioned)]
          : [],
      ),
    ],
    tool: { name: "trivy", version: report.Trivy.Version },
    facts: [
      { name: "packages", value: `${packages} of ${names.join(", ") || "no lockfile"}` },
      ...database.facts,
      ...canary.facts,
    ],
    gaps: [
      ...createdDuringRun(report.CreatedAt, input),
      ...filesystemGaps(report, "trivy fs"),
      ...unread(input, new Set([...names, ...unlocked.map(({ path }) => path)])),
      ...database.gaps,
      ...canary.gaps,
      ...sbomGaps(input, packages),
    ],
    notes: profilesUnread(input.record?.evidence),
  };
}
