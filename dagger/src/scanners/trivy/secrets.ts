/**
 * Trivy's secret scanner over the source.
 * Proves that it looked: a made-up key that is planted among the files is found in the same scan.
 * The report lists no file that is clean, so nothing else could show it.
 */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Selection } from "../invocation.ts";
import { lookedFor, untold } from "../looked-at.ts";
import type { Scanner } from "../scanner.ts";
import type { SourceTree } from "../source-tree.ts";
import { secretArguments } from "./command.ts";
import { illegible } from "./legible.ts";
import { findingIn, free, inItsPlace, movedFiles } from "./moved.ts";
import { isPassedOver } from "./passed-over.ts";
import { filesystemGaps, readTrivyReport, trivyFindings } from "./report.ts";
import { INSTALL, trivy } from "./tool.ts";

/** Put together here, so that no scanner takes this very file for a leak. */
const CANARY = `key = "${"AKIA"}${"GREENGATECANARY1"}"\n`;
const CANARY_PATH = "greengate-canary.txt";

/** Where it lies, where that is not its usual place. */
const placed = z.object({ canary: z.string() });

/** How many files are no text, so that only what of them can be printed was looked at. */
const partly = z.object({ binaries: z.int() });

export const secrets: Scanner = {
  stage: "secrets",
  title: "Secrets in the source (Trivy)",
  outputs: ["report.json"],
  finds: ["secret"],
  mayNotApply: true,
  install: INSTALL,
  invocation: {
    tool: trivy,
    seconds: 900,
    select,
    calls: ({ source, raw, cache }) => [
      { args: secretArguments({ target: source, output: `${raw}/report.json`, cache }) },
    ],
  },
  read,
};

function select({ paths, text }: SourceTree): Selection {
  const canary = free(paths, CANARY_PATH, (count) => `greengate-canary-${count}.txt`);
  const looked = paths.filter((path) => !isPassedOver(path));
  const { legible, binary, unread } = illegible(looked, text);
  const moved = movedFiles(looked, paths, (path) => legible.get(path) ?? text(path));
  return {
    targets: paths,
    wants: () => true,
    planted: {
      [canary]: CANARY,
      ...Object.fromEntries(legible),
      ...moved.planted,
    },
    evidence: {
      passedOver: paths.length - looked.length + unread,
      ...(binary > 0 && { binaries: binary }),
      ...(canary !== CANARY_PATH && { canary }),
      ...moved.evidence,
    },
    none: "the source holds no file",
  };
}

function read(input: StageInput): Reading {
  const parsed = readTrivyReport(input.files.get("report.json"), "Trivy's report");
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const all = trivyFindings(report);
  const canary = placed.safeParse(input.record?.evidence).data?.canary ?? CANARY_PATH;
  const findings = all
    .filter(({ location }) => location.path !== canary)
    .map(findingIn(inItsPlace(input.record)));
  const binaries = partly.safeParse(input.record?.evidence).data?.binaries ?? 0;
  const looked = lookedFor(input);
  return {
    findings,
    tool: { name: "trivy", version: report.Trivy.Version },
    facts: looked ? [{ name: "files", value: String(looked.targets.length) }] : [],
    gaps: [
      ...createdDuringRun(report.CreatedAt, input),
      ...filesystemGaps(report, "trivy fs --scanners secret"),
      ...untold(input),
      ...canaryGaps(input, findings.length < all.length),
    ],
    notes: [
      `Trivy's rules pass over tests, examples, documents, archives, pictures and what is too large${
        looked ? `: ${looked.passedOver} of ${counted(looked.targets.length, "file")}` : ""
      }.`,
      ...(binaries > 0
        ? [`Of ${counted(binaries, "binary", "binaries")}, only what can be printed was looked at.`]
        : []),
    ],
  };
}

function canaryGaps({ record }: StageInput, found: boolean): Gap[] {
  if (found) return [];
  const hint = "Let Greengate run the scan; Trivy's secret rules must be its own.";
  const message = "The planted key was not found, so nothing shows that secrets were looked for.";
  return [{ code: "canary.not-found", message, hint, ...(!record && { needsRecord: true }) }];
}
