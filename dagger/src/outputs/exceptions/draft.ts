/**
 * Exceptions to fill in, for what blocks now: a first adoption starts with a list. None has a reason,
 * so that no policy with it is valid until a person wrote one. Each ends when the policy's SLA does,
 * but where that is so near that the entry would be of no use tomorrow: then it ends on the last day
 * that the policy allows, or on none, and a comment says that this is past the SLA. Where there is no
 * fix yet, each ends once there is one.
 */
import { Document, isMap } from "yaml";
import { unfixed } from "../../core/exceptions/entry.ts";
import { bare } from "../../core/exceptions/purl.ts";
import { parseVersions } from "../../core/exceptions/versions.ts";
import { DEFAULT_POLICY, type Policy } from "../../core/policy/policy.ts";
import { slaHours } from "../../core/policy/sla.ts";
import { DAY_MS, HOUR_MS } from "../../core/time.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { oneLine } from "../shared/inert.ts";
import { whereOf } from "../shared/words.ts";

export interface Draft {
  readonly verdicts: readonly Verdict[];
  readonly policy: Policy;
  /** Who answers for them; without one that is left to be filled in too. */
  readonly owner: string | undefined;
  /** Milliseconds since 1970: the first day, and what the SLA counts from. */
  readonly now: number;
}

/** @returns YAML for a policy's `exceptions`, and how many entries it has */
export function draftExceptions({ verdicts, policy, owner, now }: Draft): [string, number] {
  const several = policy.services !== undefined;
  const entries = verdicts.flatMap((verdict) =>
    verdict.findings
      .filter(({ action }) => action === "block")
      .map((finding) => ({
        about: [
          aboutOf(finding, verdict),
          ...(finding.category === "secret" ? [REVOKE] : []),
          ...dueOf(finding, policy, now),
        ],
        entry: {
          ...scopeOf(finding),
          ...(several && { service: verdict.service }),
          since: dayOf(now),
          ...endOf(finding, policy, now),
          owner: owner ?? null,
          reason: null,
        },
      })),
  );
  const document = new Document({ exceptions: entries.map(({ entry }) => entry) });
  document.commentBefore =
    " Drafted by greengate. Append to greengate.yaml; what is under exceptions: goes under that of the\n" +
    " file, if it has one already. Write a reason for each entry that you accept, and delete the\n" +
    " others: a policy with an entry that has none, or no end, is refused.";
  entries.forEach(({ about }, index) => {
    const node = document.getIn(["exceptions", index]);
    if (isMap(node)) node.commentBefore = about.map((line) => ` ${line}`).join("\n");
  });
  const text = document.toString({ nullStr: "", lineWidth: 0 }).trimEnd();
  return [`${text}\n`, entries.length];
}

/** An exception hides it in the reports, and from nobody who has the image or the history. */
const REVOKE = "revoke it first: a reason does not make it safe";

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Null where neither SLA nor limit says one that is of use: then that is left to be filled in, too. */
function lastDay(finding: JudgedFinding, policy: Policy, now: number): string | null {
  const due = slaDay(finding, policy, now);
  const most = policy.limits.exceptionMaxDays;
  const ends = [
    ...(due === undefined || due <= dayOf(now + DAY_MS) ? [] : [due]),
    ...(most === undefined ? [] : [dayOf(now + (most - 1) * DAY_MS)]),
  ].sort();
  return ends[0] ?? null;
}

/** With no fix to be had the entry ends by itself once there is one, and may then need no day. */
function endOf(finding: JudgedFinding, policy: Policy, now: number): object {
  const until = lastDay(finding, policy, now);
  if (!unfixed(finding)) return { until };
  return { ...(until !== null && { until }), untilFixed: true };
}

/** The day on which it is due, YYYY-MM-DD; one that no baseline knows is taken for new. */
function slaDay({ due, severity }: JudgedFinding, policy: Policy, now: number): string | undefined {
  if (due) return due.at.slice(0, 10);
  const hours = slaHours(policy)[severity];
  return hours === undefined ? undefined : dayOf(now + hours * HOUR_MS);
}

/** Beside an entry that ends later, or whose end is left open: nobody shall miss the SLA unawares. */
function dueOf(finding: JudgedFinding, policy: Policy, now: number): string[] {
  const due = slaDay(finding, policy, now);
  const until = lastDay(finding, policy, now);
  if (due === undefined || until === due) return [];
  const whose = finding.due?.by === "kev" ? "CISA" : slaOf(finding, policy);
  if (until === null && unfixed(finding)) {
    return [`due ${due} by ${whose}: ends once there is a fix, which may be past that`];
  }
  if (until === null) return [`due ${due} by ${whose}: how long past that is yours to say`];
  const past = until > due ? ", past that" : "";
  return [`due ${due} by ${whose}: the last day is limits.exceptionMaxDays'${past}`];
}

/** Whose hours they are: a policy that says nothing of it has not chosen them. */
function slaOf({ severity }: JudgedFinding, policy: Policy): string {
  const own: { readonly [name: string]: number | undefined } = policy.slaHours;
  const named = own[severity === "unknown" ? "high" : severity] !== undefined;
  return named || policy.sla !== DEFAULT_POLICY.sla ? "the policy's SLA" : "the default SLA";
}

function aboutOf(finding: JudgedFinding, { exceptions }: Verdict): string {
  const { fingerprint, severity, title, packages } = finding;
  const fixed = packages.find((ref) => ref.fixed !== "")?.fixed;
  const lapsed = exceptions.find((e) => e.state === "expired" && e.covers.includes(fingerprint));
  return oneLine(
    [
      `${severity}, ${whereOf(finding)}: ${title}`,
      ...(fixed === undefined ? [] : [`fixed in ${fixed}`]),
      ...(lapsed ? [`its exception ran out: change that of ${lapsed.owner} instead`] : []),
    ].join("; "),
    300,
  );
}

/** As narrow as can be said; by its fingerprint where nothing else names it alone. */
function scopeOf({ id, fingerprint, packages, locations }: JudgedFinding): object {
  const purls = [...new Set(packages.map(({ purl }) => bare(purl)))].sort();
  const [purl = ""] = purls;
  if (purl !== "" && purls.length === 1) return { id, purl };
  const at = /^(.+)@([^@]+)$/;
  const names = new Set(purls.map((each) => at.exec(each)?.[1] ?? ""));
  const [name = ""] = names;
  if (name !== "" && names.size === 1) {
    const [, type = ""] = /^pkg:([^/]+)\//.exec(name) ?? [];
    const versions = `vers:${type}/${purls.map((each) => at.exec(each)?.[2]).join("|")}`;
    if (parseVersions(versions).ok) return { id, purl: name, versions };
  }
  const paths = new Set(locations.map(({ path }) => path));
  const [path] = paths;
  if (packages.length === 0 && paths.size === 1 && path !== undefined) return { id, path };
  return { id: fingerprint };
}
