/** Holds a runtime against the advisories file: its findings, and what the file can't answer. */
import { counted } from "../../core/counted.ts";
import type { StageInput } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { parseSeverity } from "../../core/severity.ts";
import { DAY_MS, HOUR_MS, inWords, parseDay, parseInstant } from "../../core/time.ts";
import type { AdvisoriesFile, RuntimeAdvisories } from "./advisories.ts";
import { CANARIES, type RuntimeName } from "./kinds/index.ts";
import type { Runtime } from "./report.ts";
import { compareVersions, holds } from "./versions.ts";

const RENEW =
  "Give a newer file (--runtime-advisories FILE, made with `npm run runtime:advisories`), or a newer Greengate.";

/** @param path where the runtime lies in the image */
export function judgeRuntime(
  path: string,
  runtime: Runtime,
  known: RuntimeAdvisories,
  now: number,
) {
  const { name, version, line } = runtime;
  const findings = known.advisories.flatMap(({ id, title, severity, affected, url }) => {
    const range = affected.find((each) => holds(each, version));
    if (!range) return [];
    const fixed = range.before ?? "";
    const finding: RawFinding = {
      category: "vulnerability",
      id,
      title,
      severity: parseSeverity(severity),
      package: { name, version, purl: `pkg:generic/${name}@${version}`, fixed, os: false },
      location: { path },
      ...(url !== undefined && { url }),
    };
    return [finding];
  });
  const move = `Move the image to a line of ${name} that is still maintained.`;
  const end = known.releases[line];
  if (end === null) return { findings, gaps: [] };
  const ended = end === undefined ? undefined : parseDay(end);
  if (end === undefined || ended === undefined) {
    const message = `The advisories file does not know ${name} ${line}, which ${path} is of.`;
    // A later line may be in a newer file; one that was passed by will not be.
    const passedBy = Object.keys(known.releases).some((each) => compareVersions(each, line) > 0);
    const hint = passedBy ? move : RENEW;
    return { findings, gaps: [{ code: "runtime.release-unknown", message, hint }] };
  }
  if (ended > now) return { findings, gaps: [] };
  const message = `${path} is ${name} ${version}, whose line ${line} ended on ${end}: no advisory is written for it any more.`;
  const hint = move;
  return { findings, gaps: [{ code: "runtime.end-of-life", message, hint }] };
}

/** Whether the file can tell anything of that runtime: it is there, fresh, and finds its canary. */
export function advisoriesGaps(
  name: RuntimeName,
  { runtimes }: AdvisoriesFile,
  { limits, now }: Pick<StageInput, "limits" | "now">,
): Gap[] {
  const gap = (code: string, message: string): Gap[] => [{ code, message, hint: RENEW }];
  const known = runtimes[name];
  if (!known) return gap("runtime.no-advisories", `The advisories file has nothing on ${name}.`);
  const [id = "", version = ""] = CANARIES.get(name) ?? [];
  const canary = known.advisories.find((advisory) => advisory.id === id);
  if (!canary?.affected.some((range) => holds(range, version))) {
    const message = `The advisories file does not know ${id} in ${name} ${version}: it is empty or cut down.`;
    return gap("runtime.canary-not-found", message);
  }
  const updated = parseInstant(known.updated);
  if (updated === undefined || updated > now + HOUR_MS) {
    const message = `The advisories of ${name} are dated ${known.updated}.`;
    return gap("runtime.advisories-no-date", message);
  }
  const days = limits.runtimeAdvisoriesMaxAgeDays;
  if (now <= lastInstant(updated, limits)) return [];
  const message = `The advisories of ${name} are ${inWords(now - updated)} old; the policy allows ${counted(days, "day")}.`;
  return gap("runtime.advisories-stale", message);
}

/**
 * Said before the file is too old, so that no gate is incomplete overnight: from when a quarter of
 * its time is left.
 * @returns nothing where it is fresh, or where `advisoriesGaps` has something to say
 */
export function advisoriesSoon(
  name: RuntimeName,
  file: AdvisoriesFile,
  input: Pick<StageInput, "limits" | "now">,
): string[] {
  const { limits, now } = input;
  const updated = parseInstant(file.runtimes[name]?.updated ?? "");
  if (updated === undefined || advisoriesGaps(name, file, input).length > 0) return [];
  const last = lastInstant(updated, limits);
  if (last - now > (limits.runtimeAdvisoriesMaxAgeDays * DAY_MS) / 4) return [];
  const from = new Date(last).toISOString().slice(0, 10);
  return [
    `The advisories of ${name} are ${inWords(now - updated)} old; from ${from} on this stage is incomplete. ${RENEW}`,
  ];
}

/** Until when it counts. */
const lastInstant = (updated: number, limits: StageInput["limits"]): number =>
  updated + limits.runtimeAdvisoriesMaxAgeDays * DAY_MS;
