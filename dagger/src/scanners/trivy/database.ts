/** Evidence that Trivy's databases are there and fresh, and that the one of vulnerabilities works. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Fact, Limits, StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { DAY_MS, HOUR_MS, inWords, parseInstant } from "../../core/time.ts";
import { createdDuringRun } from "../freshness.ts";
import type { OwnFiles } from "../invocation.ts";
import { readTrivyReport, trivyFindings } from "./report.ts";

/** What to do about a folder that was given for the databases and holds none. */
export const GIVEN_HINT = "Name the folder that holds db/metadata.json and db/trivy.db.";

const evidence = z.object({ UpdatedAt: z.string() });

export interface Database {
  /** In the run record's evidence: what `trivy version` says of it. */
  readonly key: string;
  /** Before the dot of its gaps' codes. */
  readonly code: string;
  readonly name: string;
  readonly full: string;
  /** What the policy allows: in milliseconds, and in words. */
  readonly most: (limits: Limits) => readonly [ms: number, words: string];
}

const VULNERABILITIES: Database = {
  key: "database",
  code: "database",
  name: "database",
  full: "the vulnerability database",
  most: ({ databaseMaxAgeHours: hours }) => [hours * HOUR_MS, counted(hours, "hour")],
};

/** Which archive is which package: looked up only where the image holds Java archives. */
export const JAVA_DATABASE: Database = {
  key: "javaDatabase",
  code: "java-database",
  name: "Java database",
  full: "Trivy's Java database",
  most: ({ javaDatabaseMaxAgeDays: days }) => [days * DAY_MS, counted(days, "day")],
};

/**
 * A database's age, from the run record: the report holds no such date. Absent, in the future or over
 * the policy's limit: a gap.
 */
export function databaseAge(
  { record, limits, now }: StageInput,
  { key, code, name, full, most }: Database = VULNERABILITIES,
): { facts: Fact[]; gaps: Gap[] } {
  const hint = `Fetch ${full} anew (in Dagger --fresh does), or point the run at a fresh mirror of it.`;
  const gap = (kind: string, message: string, needsRecord?: true) => ({
    facts: [],
    gaps: [{ code: `${code}.${kind}`, message, hint, ...(needsRecord && { needsRecord }) }],
  });
  if (!record) return gap("no-record", `No run record tells the ${name}'s age.`, true);
  const parsed = evidence.safeParse(record.evidence[key]);
  if (!parsed.success) {
    return gap("unknown-age", `The run record does not say how old the ${name} is.`);
  }
  const updated = parseInstant(parsed.data.UpdatedAt);
  if (updated === undefined || updated > now + HOUR_MS) {
    return gap("no-date", `The ${name} is dated ${parsed.data.UpdatedAt}.`);
  }
  const age = now - updated;
  const [ms, words] = most(limits);
  if (age > ms) {
    return gap("stale", `The ${name} is ${inWords(age)} old; the policy allows ${words}.`);
  }
  return { facts: [{ name, value: `updated ${parsed.data.UpdatedAt}` }], gaps: [] };
}

/** The canary's packages, one of each kind of source, with an advisory that each must show. */
const CANARY_ADVISORIES = ["CVE-2023-5363", "CVE-2019-10744", "CVE-2018-18074"] as const;

/** A root folder with well-known vulnerable packages, for `trivy rootfs`. */
export const CANARY_FILES: OwnFiles = {
  "etc/os-release": 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
  "etc/debian_version": "12.5\n",
  "var/lib/dpkg/status":
    "Package: libssl3\nStatus: install ok installed\nMaintainer: Debian <x@debian.org>\n" +
    "Architecture: amd64\nSource: openssl\nVersion: 3.0.9-1\nDescription: canary\n\n",
  "app/node_modules/lodash/package.json": '{"name":"lodash","version":"4.17.4","license":"MIT"}\n',
  "usr/lib/python3/dist-packages/requests-2.19.0.dist-info/METADATA":
    "Metadata-Version: 2.1\nName: requests\nVersion: 2.19.0\n\n",
};

/**
 * A valid but empty database finds nothing and nothing in its report tells: so a small input with
 * well-known advisories is scanned with the same database, and must be found out.
 */
export function canaryFound(input: StageInput): { facts: Fact[]; gaps: Gap[] } {
  const { record, files } = input;
  if (!record) {
    const message = "No canary was scanned with the same database.";
    const hint = "Let Greengate run the scan.";
    return { facts: [], gaps: [{ code: "canary.no-record", message, hint, needsRecord: true }] };
  }
  const report = readTrivyReport(files.get("canary.json"), "The canary's report");
  if (!report.ok) return { facts: [], gaps: [report.error] };
  // That of an earlier run tells of the database that there was then.
  const earlier = createdDuringRun(report.value.CreatedAt, input);
  if (earlier.length > 0) return { facts: [], gaps: earlier };
  const seen = new Set(trivyFindings(report.value).map(({ id }) => id));
  const unseen = CANARY_ADVISORIES.filter((id) => !seen.has(id));
  if (unseen.length > 0) {
    const message = `The database does not know ${unseen.join(", ")}, which every real one does.`;
    const hint = "Fetch the vulnerability database anew: this one is empty or cut down.";
    return { facts: [], gaps: [{ code: "canary.not-found", message, hint }] };
  }
  return { facts: [{ name: "canary", value: `found ${CANARY_ADVISORIES.join(", ")}` }], gaps: [] };
}
