/** Words for what is new, old, fixed, overdue, exploited. Untouched text passes through: see inert.ts. */
import { addTo } from "../../core/add-to.ts";
import { counted } from "../../core/counted.ts";
import {
  type Cause,
  type GoneFinding,
  type JudgedFinding,
  overdueOf,
  type Verdict,
} from "../../core/verdict.ts";

const CAUSES: Record<Cause, string> = {
  code: "by the change",
  "base-image": "by the base image",
  database: "by the database",
  "not-looked": "the baseline did not look there",
  unknown: "cause unknown",
};

const day = (at: string): string => at.slice(0, 10);

/** `Since 2026-11-20: 3 new, 12 old, 2 fixed; 1 overdue`; undefined where nothing is known. */
export function news({ baseline, overdue }: Verdict): string | undefined {
  const late = overdue ? `${overdue} overdue` : "";
  if (!baseline) return late || undefined;
  const { decidedAt, fixed, unseen } = baseline;
  const counts = [`${baseline.new} new`, `${baseline.old} old`, `${fixed.length} fixed`];
  if (unseen.length > 0) counts.push(`${unseen.length} not looked for`);
  return `Since ${day(decidedAt)}: ${counts.join(", ")}${late && `; ${late}`}`;
}

/** Most overdue first. */
export const overdueFindings = ({ findings }: Verdict): JudgedFinding[] =>
  overdueOf(findings).sort((a, b) => Date.parse(a.due?.at ?? "") - Date.parse(b.due?.at ?? ""));

/** `due 2026-11-01`, with whose date that is where it is CISA's. */
export const dueWords = ({ due }: JudgedFinding): string =>
  due
    ? `${due.overdue ? "overdue since" : "due"} ${day(due.at)}${due.by === "kev" ? " (CISA)" : ""}`
    : "";

/** `new, by the database`, or `since 2026-11-01`; empty without a baseline. */
export function ageWords({ age, cause }: JudgedFinding): string {
  if (!age) return "";
  if (!age.new) return `since ${day(age.firstSeen)}`;
  return cause === undefined ? "new" : `new, ${CAUSES[cause]}`;
}

const MOST_NAMED = 5;

/** A rule has many places, which words without a place can't tell apart: `3 × KSV-0014`. */
function timesEach(all: readonly string[]): { text: string; count: number }[] {
  const times = new Map<string, number>();
  for (const text of all) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times].map(([text, count]) => ({
    text: count > 1 ? `${count} × ${text}` : text,
    count,
  }));
}

/** What is new and blocks or warns, a line for each cause: `by the database: CVE-1 in zlib and 3 more`. */
export function newByCause({ findings }: Verdict): string[] {
  const groups = new Map<string, JudgedFinding[]>();
  for (const finding of findings) {
    if (!finding.age?.new || (finding.action !== "block" && finding.action !== "warn")) continue;
    const cause = finding.cause === undefined ? "" : `${CAUSES[finding.cause]}: `;
    addTo(groups, cause, finding);
  }
  return [...groups].map(([cause, group]) => {
    const names = group.map(({ id, packages: [ref] }) => (ref ? `${id} in ${ref.name}` : id));
    const named = timesEach(names).slice(0, MOST_NAMED);
    const more = named.reduce((left, { count }) => left - count, group.length);
    const words = named.map(({ text }) => text).join(", ");
    return `${cause}${words}${more > 0 ? ` and ${more} more` : ""}`;
  });
}

/** All that is known of it besides the reports, in short phrases. */
export function knownWords(finding: JudgedFinding): string[] {
  const { exploited, epss } = finding;
  return [
    ageWords(finding),
    dueWords(finding),
    exploited ? `known to be exploited since ${exploited.added}` : "",
    epss === undefined ? "" : `EPSS ${(epss * 100).toFixed(1)} %`,
  ].filter(Boolean);
}

/** `CVE-2024-0001 in zlib: its title`, what reads the same once, with how many findings each line is of. */
export const goneLines = (all: readonly GoneFinding[]) => timesEach(all.map(goneWords));

const goneWords = ({ id, packages, title }: GoneFinding): string =>
  `${id}${packages[0] === undefined ? "" : ` in ${packages[0]}`}: ${title}`;

/** What of a baseline narrows what is said. */
export function newsCaveats({ baseline }: Verdict): string[] {
  if (!baseline) return [];
  const { causes, unseen, new: fresh } = baseline;
  const stages = [...new Set(unseen.flatMap((each) => each.stages))].sort();
  return [
    ...(causes === undefined || fresh === 0
      ? []
      : [`Why findings are new is not known: ${causes}`]),
    ...(unseen.length > 0
      ? [
          `Not looked for: ${counted(unseen.length, "finding")} of the baseline, by ${stages.join(", ")}; ${unseen.length === 1 ? "it keeps its" : "they keep their"} age`,
        ]
      : []),
  ];
}
