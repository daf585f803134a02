/**
 * Evidence for the Java archives of an image. Trivy names most of them by their SHA-1 in a database of
 * its own, and ends well with no word of any where that one is empty or broken (measured, 0.76).
 * https://github.com/aquasecurity/trivy-java-db
 */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Fact, Reading, StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import type { Problem } from "../../core/result.ts";
import type { OwnFiles } from "../invocation.ts";
import { databaseAge, JAVA_DATABASE } from "./database.ts";
import { STARTER_WEB } from "./java-canary.ts";
import { readTrivyReport, type TrivyReport, trivyFindings } from "./report.ts";

/** Under another name than its own, from which Trivy would guess what it is. */
export const JAVA_CANARY: OwnFiles = { "app/canary.jar": STARTER_WEB };

/** What the vulnerability database knows of it: https://github.com/advisories/GHSA-36p3-wjmg-h94x */
const JAVA_ADVISORY = "CVE-2022-22965";

/** Where a folder of databases is given: its file that must be there. */
export const JAVA_METADATA = "java-db/metadata.json";

/** What is wrong where it is not. */
export const noJavaDatabase = (archives: number): Problem => ({
  code: "java-database.missing",
  message: `The image holds ${counted(archives, "Java archive")}, and the given database's folder has no ${JAVA_METADATA}.`,
  hint: "Fetch it there too, with `trivy image --download-java-db-only --cache-dir FOLDER`.",
});

type Evidence = Pick<Reading, "facts" | "gaps" | "notes">;

const evidence = z.object({ javaArchives: z.int().nonnegative() });

/**
 * Nothing more is asked of an image that holds no Java archive, as its layers were counted. With some,
 * the Java database is to be fresh and to name the canary.
 */
export function javaEvidence(input: StageInput, report: TrivyReport): Evidence {
  if (!input.record) {
    const message = "No run record tells whether the image holds Java archives.";
    const hint = "Let Greengate run the scan.";
    return without({ code: "java.no-record", message, hint, needsRecord: true });
  }
  const told = evidence.safeParse(input.record.evidence);
  if (!told.success) {
    const message = "The run record does not say whether the image holds Java archives.";
    const hint = "Run the stage again with this version of Greengate.";
    return without({ code: "java.not-counted", message, hint });
  }
  const { javaArchives } = told.data;
  const facts = [{ name: "Java archives", value: String(javaArchives) }];
  const named = report.Results?.some(({ Type }) => Type === "jar") ?? false;
  if (javaArchives === 0 && !named) return { facts, gaps: [], notes: [] };
  const age = databaseAge(input, JAVA_DATABASE);
  const canary = canaryNamed(input);
  return {
    facts: [...facts, ...age.facts, ...canary.facts],
    gaps: [...age.gaps, ...canary.gaps],
    notes: [
      "A Java archive that neither names itself nor is in the Java database, as a service's own, is no package: Trivy says nothing of it.",
    ],
  };
}

const without = (gap: Gap): Evidence => ({ facts: [], gaps: [gap], notes: [] });

function canaryNamed({ files }: StageInput): { facts: Fact[]; gaps: Gap[] } {
  const report = readTrivyReport(files.get("canary.json"), "The canary's report");
  // The vulnerability database's own canary is in the same report, and says so already.
  if (!report.ok) return { facts: [], gaps: [] };
  if (trivyFindings(report.value).some(({ id }) => id === JAVA_ADVISORY)) {
    return { facts: [{ name: "Java canary", value: `found ${JAVA_ADVISORY}` }], gaps: [] };
  }
  const message = `${JAVA_ADVISORY} was not found in the canary's Java archive, which every real Java database names.`;
  const hint =
    "Fetch the Java database anew, java-db/ in Trivy's folder: this one is empty, cut off or broken.";
  return { facts: [], gaps: [{ code: "java-canary.not-found", message, hint }] };
}
