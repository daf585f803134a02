/** What the report shows of the policy's Dockerfile, and what the record tells of the others. */
import { z } from "zod";
import type { StageInput } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { absentHint, namedDockerfiles, noneThere } from "../dockerfiles.ts";
import { inItsPlace } from "./moved.ts";
import type { TrivyReport } from "./report.ts";

/** Checks embedded per version, measured; of a version not listed at least the floor must have run. */
const CHECKS: ReadonlyMap<string, number> = new Map(Object.entries({ "0.76.0": 27 }));
const LEAST_CHECKS = 25;

/** Whether every check ran on the Dockerfile: those that found nothing are only counted. */
export function checkedDockerfile(
  report: TrivyReport,
  { expected: { dockerfile }, record, image }: StageInput,
) {
  if (dockerfile === undefined) return { findings: [], facts: [], gaps: [] };
  const place = inItsPlace(record);
  const result = report.Results?.find(
    (r) => r.Class === "config" && place(r.Target) === dockerfile,
  );
  const failures = new Set(
    result?.findings.filter((f) => f.suppressed === undefined).map(({ id }) => id),
  );
  const checks = (result?.MisconfSummary?.Successes ?? 0) + failures.size;
  const least = CHECKS.get(report.Trivy.Version) ?? LEAST_CHECKS;
  const gaps: Gap[] = [];
  if (!result?.MisconfSummary) {
    gaps.push({ code: "trivy.dockerfile-not-scanned", ...whyNotRead(dockerfile, record) });
  } else if (checks < least) {
    gaps.push({
      code: "trivy.checks-silenced",
      message: `Only ${checks} of ${least} checks ran on ${dockerfile}: something silenced the others.`,
      hint: "Remove trivy:ignore comments and Trivy's own configuration; use exceptions instead.",
    });
  }
  return {
    findings: isRoot(image?.user) && !failures.has(ROOT) ? [rootFinding(dockerfile)] : [],
    facts: [{ name: "checks", value: `${checks} on ${dockerfile}` }],
    gaps,
  };
}

/** Trivy's own check of it. */
const ROOT = "DS-0002";

/** @param user of an image, with or without a group; undefined where no record tells */
const isRoot = (user: string | undefined): boolean =>
  user !== undefined && /^(root|[+-]?0*)(:|$)/.test(user.trim());

/**
 * To Trivy the last USER of the file is the image's, of whatever stage and whatever a variable in it
 * says: a build stage's hides that the one that is shipped has none (measured, 0.76). The image tells.
 */
const rootFinding = (dockerfile: string): RawFinding => ({
  category: "misconfiguration",
  id: ROOT,
  title: "Image user should not be 'root'",
  severity: "high",
  location: { path: dockerfile },
  detail: "The image that was built starts as root, whatever USER another stage has",
  advice: "Add 'USER <non root user name>' to the stage that is shipped.",
  url: "https://avd.aquasec.com/misconfig/ds-0002",
});

const evidence = z.object({
  /** Where the policy's Dockerfile is no plain file of the source. */
  absent: z.object({ to: z.string().optional() }).optional(),
  others: z.array(z.string()),
});

function whyNotRead(dockerfile: string, record: StageInput["record"]) {
  const { absent, others = [] } = evidence.safeParse(record?.evidence).data ?? {};
  if (absent) {
    const message =
      absent.to === undefined
        ? `The ${noneThere(dockerfile)}.`
        : `${dockerfile} is a link to ${absent.to}.`;
    return { message, hint: absentHint(absent, others) };
  }
  return {
    message: `Trivy did not read ${dockerfile}: it is absent, empty, a link or does not parse.`,
    hint: "Check that the Dockerfile builds, and that the policy names the right path.",
  };
}

export function notLookedAt(record: StageInput["record"]): string[] {
  const { others = [] } = evidence.safeParse(record?.evidence).data ?? {};
  if (others.length === 0) return [];
  return [
    `Dockerfiles that are not this service's, so not looked at: ${namedDockerfiles(others)}.`,
  ];
}
