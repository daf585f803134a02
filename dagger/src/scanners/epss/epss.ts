/** EPSS: how likely a vulnerability is to be exploited within 30 days. It orders, and lowers nothing. */
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { fail, ok, type Result } from "../../core/result.ts";
import { type GivenFile, original, tooOld } from "../given.ts";
import type { Scanner } from "../scanner.ts";
import { linesOf, openScores, scoresOf } from "./scores.ts";

const FILE = "scores.csv";
const TOOL = "first-epss";

const AGAIN = "Download epss_scores-current.csv.gz again.";

/** In every file of FIRST's: one without it has no scores, or none that can be read. */
const CANARY = "CVE-1999-0001";

export const epss: Scanner = {
  stage: "epss",
  title: "Likelihood of exploitation (EPSS)",
  outputs: [FILE],
  mayNotApply: false,
  given: true,
  install: "Give FIRST's epss_scores-current.csv.gz with --epss.",
  read,
};

/**
 * @param wanted CVEs of the run's reports: of a third of a million lines theirs are kept
 */
export function keepEpss(
  bytes: Uint8Array,
  name: string,
  wanted: ReadonlySet<string>,
): Result<GivenFile, Gap> {
  const opened = openScores(bytes, name);
  if (!opened.ok) return opened;
  const [canary = ""] = linesOf(opened.value, new Set([CANARY]));
  if (!scoresOf({ ...opened.value, lines: canary })?.has(CANARY)) {
    const message = `${name} has no score of ${CANARY}, which FIRST's always has.`;
    return fail({ code: "epss.canary", message, hint: AGAIN });
  }
  const { head, version } = opened.value;
  const lines = linesOf(opened.value, wanted).map((line) => `${line}\n`);
  const kept = Buffer.from([head, ...lines].join(""));
  const tool = { name: TOOL, version };
  return ok({ stage: epss.stage, name: FILE, bytes: kept, tool, evidence: original(bytes) });
}

function read({ files, limits, now }: StageInput): Reading {
  const opened = openScores(files.get(FILE), "The file of EPSS scores");
  if (!opened.ok) return unreadable(TOOL, opened.error);
  const { version, date } = opened.value;
  const scores = scoresOf(opened.value);
  if (!scores) {
    const message = "The file of EPSS scores has a line that is none.";
    return unreadable(TOOL, { code: "epss.wrong-shape", message, hint: AGAIN });
  }
  return {
    findings: [],
    tool: { name: TOOL, version },
    facts: [{ name: "scores", value: `of ${date}, ${scores.size} for what the reports name` }],
    gaps: tooOld("The file of EPSS scores", date, limits.epssMaxAgeDays, now),
    notes: [],
    knowledge: { epss: scores },
  };
}
