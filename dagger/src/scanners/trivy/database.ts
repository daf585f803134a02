/** Evidence that Trivy's vulnerability database is there, fresh and works. */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Fact, StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { HOUR_MS, inWords, parseInstant } from "../../core/time.ts";
import { readTrivyReport, trivyFindings } from "./report.ts";

const evidence = z.object({ UpdatedAt: z.string() });

/**
 * The database's age, from the run record (`evidence.database`, what `trivy version` says of it:
 * the report holds no such date). Absent, in the future or over the policy's limit: a gap.
 */
export function databaseAge({ record, limits, now }: StageInput): { facts: Fact[]; gaps: Gap[] } {
  const hint = "Fetch the vulnerability database anew, or point the run at a fresh mirror of it.";
  const gap = (code: string, message: string, needsRecord?: true) => ({
    facts: [],
    gaps: [{ code, message, hint, ...(needsRecord && { needsRecord }) }],
  });
  if (!record) return gap("database.no-record", "No run record tells the database's age.", true);
  const parsed = evidence.safeParse(record.evidence.database);
  if (!parsed.success) {
    return gap("database.unknown-age", "The run record does not say how old the database is.");
  }
  const updated = parseInstant(parsed.data.UpdatedAt);
  if (updated === undefined || updated > now + HOUR_MS) {
    return gap("database.no-date", `The database is dated ${parsed.data.UpdatedAt}.`);
  }
  const age = now - updated;
  if (age > limits.databaseMaxAgeHours * HOUR_MS) {
    return gap(
      "database.stale",
      `The database is ${inWords(age)} old; the policy allows ${counted(limits.databaseMaxAgeHours, "hour")}.`,
    );
  }
  return { facts: [{ name: "database", value: `updated ${parsed.data.UpdatedAt}` }], gaps: [] };
}

/** The canary's packages, one of each kind of source, with an advisory that each must show. */
export const CANARY_ADVISORIES = ["CVE-2023-5363", "CVE-2019-10744", "CVE-2018-18074"] as const;

/** A root folder with well-known vulnerable packages, for `trivy rootfs`: path → content. */
export const CANARY_FILES: Readonly<Record<string, string>> = {
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
export function canaryFound({ record, files }: StageInput): { facts: Fact[]; gaps: Gap[] } {
  if (!record) {
    const message = "No canary was scanned with the same database.";
    const hint = "Let Greengate run the scan.";
    return { facts: [], gaps: [{ code: "canary.no-record", message, hint, needsRecord: true }] };
  }
  const report = readTrivyReport(files.get("canary.json"), "The canary's report");
  if (!report.ok) return { facts: [], gaps: [report.error] };
  const seen = new Set(trivyFindings(report.value).map(({ id }) => id));
  const unseen = CANARY_ADVISORIES.filter((id) => !seen.has(id));
  if (unseen.length > 0) {
    const message = `The database does not know ${unseen.join(", ")}, which every real one does.`;
    const hint = "Fetch the vulnerability database anew: this one is empty or cut down.";
    return { facts: [], gaps: [{ code: "canary.not-found", message, hint }] };
  }
  return { facts: [{ name: "canary", value: `found ${CANARY_ADVISORIES.join(", ")}` }], gaps: [] };
}
