/**
 * Trivy's secret scanner over the source.
 * Proves that it looked: a made-up key that is planted among the files is found in the same scan.
 * The report lists no file that is clean, so nothing else could show it.
 */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Selection } from "../invocation.ts";
import { lookedFor, untold } from "../looked-at.ts";
import type { Scanner } from "../scanner.ts";
import type { SourceTree } from "../source-tree.ts";
import { secretArguments } from "./command.ts";
import { illegible } from "./legible.ts";
import { isNotEntered, isPassedOver } from "./passed-over.ts";
import { filesystemGaps, readTrivyReport, trivyFindings } from "./report.ts";
import { trivy } from "./tool.ts";

/** Put together here, so that no scanner takes this very file for a leak. */
const CANARY = `key = "${"AKIA"}${"GREENGATECANARY1"}"\n`;
const CANARY_PATH = "greengate-canary.txt";

/** Where it lies, where that is not its usual place. */
const placed = z.object({ canary: z.string() });

/** The folder in which files lie that Trivy would not look at in their own place. */
const elsewhere = z.object({ moved: z.string() });

/** How many files are no text, so that only what of them can be printed was looked at. */
const partly = z.object({ binaries: z.int() });

export const secrets: Scanner = {
  stage: "secrets",
  title: "Secrets in the source (Trivy)",
  outputs: ["report.json"],
  finds: ["secret"],
  mayNotApply: true,
  install: "Install Trivy 0.75 or newer, or pass --install-tools.",
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
  const moved = free(paths, "greengate-moved", (count) => `greengate-moved-${count}`);
  const looked = paths.filter((path) => !isPassedOver(path));
  const unentered = looked.filter(isNotEntered);
  const { legible, binary, unread } = illegible(looked, text);
  return {
    targets: paths,
    wants: () => true,
    planted: {
      [canary]: CANARY,
      ...Object.fromEntries(legible),
      ...Object.fromEntries(
        unentered.map((path) => [`${moved}/${path}`, legible.get(path) ?? text(path)]),
      ),
    },
    evidence: {
      passedOver: paths.length - looked.length + unread,
      ...(binary > 0 && { binaries: binary }),
      ...(canary !== CANARY_PATH && { canary }),
      ...(unentered.length > 0 && { moved }),
    },
    none: "the source holds no file",
  };
}

/**
 * @param other what to try next, counted from 1
 * @returns a name at the top that none there has, in whatever case: what it took the place of would
 *   not be looked at
 */
function free(paths: readonly string[], name: string, other: (count: number) => string): string {
  const taken = new Set(paths.map((path) => path.split("/", 1).join().toLowerCase()));
  let found = name;
  for (let count = 1; taken.has(found); count += 1) found = other(count);
  return found;
}

function read(input: StageInput): Reading {
  const parsed = readTrivyReport(input.files.get("report.json"), "Trivy's report");
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const all = trivyFindings(report);
  const canary = placed.safeParse(input.record?.evidence).data?.canary ?? CANARY_PATH;
  const moved = elsewhere.safeParse(input.record?.evidence).data?.moved;
  const findings = all
    .filter(({ location }) => location.path !== canary)
    .map((finding) => inItsPlace(finding, moved));
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

function inItsPlace(finding: RawFinding, moved: string | undefined): RawFinding {
  const { location } = finding;
  if (moved === undefined || !location.path.startsWith(`${moved}/`)) return finding;
  return { ...finding, location: { ...location, path: location.path.slice(moved.length + 1) } };
}

function canaryGaps({ record }: StageInput, found: boolean): Gap[] {
  if (found) return [];
  const hint = "Let Greengate run the scan; Trivy's secret rules must be its own.";
  const message = "The planted key was not found, so nothing shows that secrets were looked for.";
  return [{ code: "canary.not-found", message, hint, ...(!record && { needsRecord: true }) }];
}
