/**
 * What is known of findings besides the reports: since when, why now, exploited, how likely. Where
 * nothing of it is given nothing is done for any finding.
 */
import { compare, sortGone } from "./baseline.ts";
import { compareText } from "./compare.ts";
import type { EarlierVerdict } from "./earlier.ts";
import type { Finding, Writable } from "./finding.ts";
import type { Policy } from "./policy/policy.ts";
import { slaHours } from "./policy/sla.ts";
import { compareSeverity } from "./severity.ts";
import { DAY_MS, HOUR_MS, parseDay, parseInstant } from "./time.ts";
import type { Baseline, Cause, GoneFinding, JudgedStage, KnownFinding } from "./verdict.ts";
import { worstFirst } from "./worst-first.ts";

/** The days of CISA's catalogue, YYYY-MM-DD. */
interface Exploited {
  readonly added: string;
  readonly due: string;
}

/** The baseline's bills of materials, scanned again with today's database. */
export type Rescan =
  | {
      /** Fingerprints of what today's database finds in what was there then. */
      readonly shows: ReadonlySet<string>;
      /** DiffID of the image's first layer then. */
      readonly firstLayer: string | undefined;
    }
  | { readonly unknown: string };

/** Each is absent where it was not given. */
export interface Knowledge {
  /** By CVE. */
  readonly exploited?: ReadonlyMap<string, Exploited>;
  /** By CVE: 0 to 1. */
  readonly epss?: ReadonlyMap<string, number>;
  readonly earlier?: EarlierVerdict;
  readonly rescan?: Rescan;
  /** DiffID of the image's first layer: another one than before, and its base is another. */
  readonly firstLayer?: string;
}

/**
 * Writes into each finding what is known of it, and sorts them by it within each severity.
 *
 * @param findings joined for this verdict alone, so that they may be completed in place
 * @param now milliseconds since 1970
 * @returns undefined where nothing is given; else the comparison with the baseline, where there is one
 */
export function learn(
  findings: Finding[],
  knowledge: Knowledge,
  stages: readonly JudgedStage[],
  policy: Policy,
  now: number,
): { readonly baseline?: Baseline } | undefined {
  const { exploited, epss, earlier, rescan } = knowledge;
  if (!exploited && !epss && !earlier) return undefined;
  const compared = earlier && compare(findings, earlier);
  const hours = slaHours(policy);
  for (const finding of findings) {
    const known: Writable<KnownFinding> = finding;
    if (finding.category === "vulnerability") {
      const names = [finding.id, ...finding.aliases];
      const inCatalogue = soonest(names, exploited);
      if (inCatalogue) known.exploited = { ...inCatalogue };
      const likely = names.reduce((most, name) => Math.max(most, epss?.get(name) ?? -1), -1);
      if (likely >= 0) known.epss = likely;
    }
    if (compared) {
      const before = compared.before.get(finding);
      const since = before ? Math.min(parseInstant(before.firstSeen) ?? now, now) : now;
      known.age = { firstSeen: new Date(since).toISOString(), new: !before };
      const cause =
        before && !isOtherNews(finding, before) ? before.cause : causeOf(finding, knowledge);
      if (cause !== undefined) known.cause = cause;
    }
    const due = dueOf(known, hours[finding.severity], now);
    if (due) known.due = due;
  }
  if (exploited || epss) findings.sort(byLikelihood);
  if (!earlier || !compared) return {};
  const unknown = rescan ? ("unknown" in rescan ? rescan.unknown : undefined) : NO_FOLDER;
  return {
    baseline: {
      decidedAt: earlier.decidedAt,
      sha256: earlier.sha256,
      new: findings.length - compared.before.size,
      old: compared.before.size,
      ...sortGone(compared.gone, stages),
      ...(unknown !== undefined && { causes: unknown }),
      history: [...earlier.history],
    },
  };
}

const NO_FOLDER =
  "The bills of materials of the baseline were not scanned again; a gate does that where it is given the whole reports folder of that run.";

/** An advisory may bundle several that are in the catalogue. */
const soonest = (names: readonly string[], known: Knowledge["exploited"]): Exploited | undefined =>
  known &&
  names
    .flatMap((name) => known.get(name) ?? [])
    .sort((a, b) => compareText(a.due, b.due))
    .at(0);

/** Whose bills of materials are scanned again: nothing tells of what another stage alone finds. */
const RESCANNED = ["trivy-image", "trivy-fs"];

/**
 * Why a finding is new; undefined where nobody asked. Where no stage that sees it had looked before,
 * nothing can tell, not even a scan of the old bills of materials: it is no news of the database.
 */
function causeOf(
  { fingerprint, category, packages, sources }: Finding,
  { earlier, rescan, firstLayer }: Knowledge,
): Cause | undefined {
  if (earlier && !sources.some(({ stage }) => earlier.looked.has(stage))) return "not-looked";
  if (!rescan) return undefined;
  if ("unknown" in rescan) return "unknown";
  if (rescan.shows.has(fingerprint)) return "database";
  if (category !== "vulnerability") return "code";
  if (!sources.some(({ stage }) => RESCANNED.includes(stage))) return "unknown";
  const otherBase = rescan.firstLayer !== undefined && firstLayer !== undefined;
  return otherBase && rescan.firstLayer !== firstLayer && packages.every(({ os }) => os)
    ? "base-image"
    : "code";
}

/**
 * One that is only taken for an earlier one, by a name in a package of that name, may be another: that
 * makes it older, but what the database brought then is no news of the database now.
 */
const isOtherNews = ({ fingerprint }: Finding, before: GoneFinding): boolean =>
  before.cause === "database" && before.fingerprint !== fingerprint;

/** The earlier of the policy's date and CISA's: that it is exploited never gives it more time. */
function dueOf({ age, exploited }: KnownFinding, hours: number | undefined, now: number) {
  const sla = age && hours !== undefined ? Date.parse(age.firstSeen) + hours * HOUR_MS : Number.NaN;
  const kev = exploited ? (parseDay(exploited.due) ?? Number.NaN) + DAY_MS - 1 : Number.NaN;
  if (Number.isNaN(sla) && Number.isNaN(kev)) return undefined;
  const by = Number.isNaN(sla) || kev < sla ? ("kev" as const) : ("sla" as const);
  const at = by === "kev" ? kev : sla;
  return { at: new Date(at).toISOString(), by, overdue: now > at };
}

/** Within a severity: what is exploited, then what most likely will be. */
function byLikelihood(a: KnownFinding, b: KnownFinding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    Number(b.exploited !== undefined) - Number(a.exploited !== undefined) ||
    (b.epss ?? -1) - (a.epss ?? -1) ||
    worstFirst(a, b)
  );
}
