/**
 * Exceptions to fill in, for what blocks now: a first adoption starts with a list. Each ends when the
 * policy's SLA does, and has no reason, so that no policy with it is valid until a person wrote one.
 */
import { Document, isMap } from "yaml";
import { parseVersions } from "../core/exceptions/versions.ts";
import type { Policy } from "../core/policy.ts";
import type { Severity } from "../core/severity.ts";
import { slaHours } from "../core/sla.ts";
import { DAY_MS, HOUR_MS } from "../core/time.ts";
import type { JudgedFinding, Verdict } from "../core/verdict.ts";
import { oneLine } from "./inert.ts";
import { whereOf } from "./words.ts";

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
        about: aboutOf(finding, verdict),
        entry: {
          ...scopeOf(finding),
          ...(several && { service: verdict.service }),
          since: dayOf(now),
          until: lastDay(finding.severity, policy, now),
          owner: owner ?? null,
          reason: null,
        },
      })),
  );
  const document = new Document({ exceptions: entries.map(({ entry }) => entry) });
  document.commentBefore =
    " Drafted by greengate. Write a reason for each entry that you accept, and delete the others:\n" +
    " a policy with an entry that has none is refused.";
  entries.forEach(({ about }, index) => {
    const node = document.getIn(["exceptions", index]);
    if (isMap(node)) node.commentBefore = ` ${about}`;
  });
  return [document.toString({ nullStr: "", lineWidth: 0 }), entries.length];
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function lastDay(severity: Severity, policy: Policy, now: number): string | null {
  const last = lastOf(severity, policy, now);
  return last === undefined ? null : dayOf(last);
}

/** Undefined where neither SLA nor limit says one: then that is left to be filled in, too. */
function lastOf(severity: Severity, policy: Policy, now: number): number | undefined {
  const hours = slaHours(policy)[severity];
  const most = policy.limits.exceptionMaxDays;
  const ends = [
    ...(hours === undefined ? [] : [now + hours * HOUR_MS]),
    ...(most === undefined ? [] : [now + (most - 1) * DAY_MS]),
  ];
  return ends.length === 0 ? undefined : Math.min(...ends);
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
  const purls = [...new Set(packages.map(({ purl }) => purl.replace(/[?#].*$/, "")))].sort();
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
