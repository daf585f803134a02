/**
 * FIRST's EPSS scores, a CSV file of a third of a million lines:
 *
 *   #model_version:v2025.03.14,score_date:2026-11-24T12:00:00Z
 *   cve,epss,percentile
 *   CVE-1999-0001,0.01025,0.76291
 *
 * https://www.first.org/epss/data_stats
 */
import { gunzipSync } from "node:zlib";
import type { Gap } from "../../core/gap.ts";
import { fail, ok, type Result } from "../../core/result.ts";
import { parseInstant } from "../../core/time.ts";

/** Ten times what it is today. */
const MOST_BYTES = 256 * 1024 * 1024;
const HEAD = /^#model_version:([^,\s]+),score_date:(\S+)\r?\ncve,epss,percentile\r?\n/;
const LINE = /^(CVE-\d{4}-\d{4,19}),(0(?:\.\d+)?(?:e-?\d+)?|1(?:\.0+)?),[\d.e-]+$/i;

export interface Scores {
  readonly version: string;
  /** RFC 3339. */
  readonly date: string;
  /** The lines as text, without the head. */
  readonly lines: string;
  readonly head: string;
}

/** @param bytes the CSV, gzipped or not */
export function openScores(bytes: Uint8Array | undefined, name: string): Result<Scores, Gap> {
  const hint = "Download epss_scores-current.csv.gz again.";
  const gap = (code: string, message: string) => fail({ code, message, hint });
  if (!bytes) return gap("report.missing", `${name} is not there.`);
  let text: string;
  try {
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const plain = zipped ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
    text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch (error) {
    return gap("epss.unreadable", `${name} can't be read: ${(error as Error).message}`);
  }
  const [head, version, dated] = HEAD.exec(text) ?? [];
  // Some days are written with a zone of four digits.
  const date = dated?.replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  if (head === undefined || version === undefined || date === undefined) {
    return gap("epss.wrong-shape", `${name} does not start as FIRST's EPSS scores do.`);
  }
  if (parseInstant(date) === undefined) {
    return gap("epss.wrong-shape", `${name} is dated ${date}.`);
  }
  if (!text.endsWith("\n"))
    return gap("epss.cut-off", `${name} is cut off: its last line is open.`);
  return ok({ version, date, lines: text.slice(head.length), head });
}

/** @returns the lines of these CVEs alone; the others are passed over unread */
export function linesOf({ lines }: Scores, wanted: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = lines.indexOf("\n", at);
    if (wanted.has(lines.slice(at, lines.indexOf(",", at))))
      found.push(lines.slice(at, end).trim());
    at = end + 1;
  }
  return found;
}

/** @returns CVE → score, 0 to 1; undefined where a line is none */
export function scoresOf({ lines }: Scores): Map<string, number> | undefined {
  const scores = new Map<string, number>();
  for (const line of lines.split("\n")) {
    if (line.trim() === "") continue;
    const [, cve, score] = LINE.exec(line.trim()) ?? [];
    if (cve === undefined || score === undefined) return undefined;
    scores.set(cve, Number(score));
  }
  return scores;
}
