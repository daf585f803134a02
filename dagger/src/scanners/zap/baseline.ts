/**
 * ZAP baseline: the running service, spidered and passively scanned.
 * Proves that it looked: the site is the target, every asked path answered with its status, and
 * the target was alive to the end. ZAP itself is content with an empty page (zaproxy#5347), with
 * no page (#8004) and with a target that died after its first answer (measured, ZAP 2.17).
 */
import { type Fact, type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Scanner } from "../scanner.ts";
import { zapFindings } from "./findings.ts";
import { pathGaps, type Reached, reachedPaths, scanEvidence, statuses } from "./reached.ts";
import { type ZapReport, zapReport } from "./report.ts";
import { blindSpots, ruleFacts, ruleGaps } from "./rules.ts";

export const zapBaseline: Scanner = {
  stage: "zap-baseline",
  title: "Running service (ZAP baseline)",
  outputs: ["report.json", "report.html", "report.md"],
  // The plan had warnings, as on an answer that was not the expected one: they are in the report.
  fineExitCodes: [2],
  finds: ["dast"],
  mayNotApply: false,
  ofImage: true,
  install:
    "Install ZAP 2.17 (zap.sh on PATH, Java 17), or run the gate in Dagger, which brings it.",
  read,
};

function read(input: StageInput): Reading {
  const parsed = readJson(input.files.get("report.json"), "ZAP's report", zapReport);
  if (!parsed.ok) return unreadable("zap", parsed.error);
  const report = parsed.value;
  const insights = insightsOf(report, input);
  const reached = reachedPaths(report, input);
  const told = scanEvidence.safeParse(input.record?.evidence).data;
  const addOns = input.record ? (told?.addOns ?? []) : undefined;
  return {
    findings: report.site.flatMap(zapFindings),
    tool: { name: "zap", version: report["@version"] },
    facts: [...facts(report, reached), ...ruleFacts(addOns)],
    gaps: [
      ...createdDuringRun(report.created, input),
      ...siteGaps(report, input),
      ...pathGaps(reached, input),
      ...aliveGaps(report, insights, input),
      ...ruleGaps(addOns),
    ],
    notes: blindSpots(report, insights, addOns),
  };
}

/** Of the target and of ZAP itself: what another site answered says nothing of the target. */
function insightsOf({ insights = [] }: ZapReport, { record }: StageInput) {
  const origin = originOf(record);
  const own = insights.filter(({ site }) => site === "" || origin === undefined || site === origin);
  return new Map(own.map((each) => [each.key, Number(each.statistic)]));
}

/** Undefined where the record tells of no target. */
function originOf(record: StageInput["record"]): string | undefined {
  const target = record?.target?.name ?? "";
  return URL.canParse(target) ? new URL(target).origin : undefined;
}

function facts(report: ZapReport, reached: Reached): Fact[] {
  return [
    { name: "site", value: report.site.map((site) => site["@name"]).join(", ") || "none" },
    {
      name: "reached",
      value: [...reached]
        .map(([path, answers]) => `${path} ${statuses(answers)}`)
        .sort()
        .join(", "),
    },
  ];
}

function siteGaps(report: ZapReport, { record, expected, image }: StageInput): Gap[] {
  const hint = "Check that the service starts and that the policy names its port.";
  if (report.site.length === 0) {
    return [{ code: "zap.no-site", message: "ZAP reached no site.", hint }];
  }
  if (!record) {
    const message = "No run record tells which target was meant.";
    return [{ code: "zap.no-record", message, hint, needsRecord: true }];
  }
  const origin = originOf(record);
  const sites = report.site.map((site) => site["@name"]);
  if (origin === undefined || !sites.includes(origin)) {
    const message = `ZAP saw ${sites.join(", ")}, but the target was ${record.target?.name || "not recorded"}.`;
    return [{ code: "zap.other-target", message, hint }];
  }
  const served = record.target?.digest;
  if (image && served !== image.config) {
    const message = `ZAP's target was served from ${served ?? "an image that is not recorded"}, but ${image.config} was built.`;
    return [{ code: "zap.other-image", message, hint: "Run the stage again with this image." }];
  }
  const told = scanEvidence.safeParse(record.evidence).data;
  if (told?.port !== expected.port || told.health !== expected.health) {
    const was = told ? `port ${told.port}, up at ${told.health}` : "not recorded";
    const message = `The target was ${was}; the policy says port ${expected.port}, up at ${expected.health}.`;
    return [{ code: "zap.other-port", message, hint: "Run the stage again under this policy." }];
  }
  return [];
}

function aliveGaps(
  report: ZapReport,
  insights: ReadonlyMap<string, number>,
  input: StageInput,
): Gap[] {
  const hint = "Look at the service's log: it may have crashed, or refused ZAP's requests.";
  const gaps: Gap[] = [];
  // Told in whole percents, and only where there is one: 0 is less than one in a hundred.
  const failures = insights.get("insight.network.failure");
  if (!report.insights) {
    const message = "The report has no insights, so nothing shows that the target stayed alive.";
    gaps.push({ code: "zap.no-insights", message, hint: "Install ZAP's insights add-on." });
  } else if (failures !== undefined) {
    const message = `${failures || "Less than 1"} % of ZAP's requests failed on the network: the target died or hung.`;
    gaps.push({ code: "zap.target-died", message, hint });
  } else if (!(Number(insights.get("insight.code.2xx")) > 0)) {
    const message = "ZAP saw no successful answer of the target.";
    gaps.push({ code: "zap.nothing-succeeded", message, hint });
  }
  for (const error of report.afPlanErrors ?? []) {
    gaps.push({ code: "zap.plan-error", message: `ZAP's plan failed: ${error}`, hint });
  }
  if (input.record && scanEvidence.safeParse(input.record.evidence).data?.aliveAfter !== true) {
    const message = "The target did not answer after the scan, or nobody asked it.";
    gaps.push({ code: "zap.not-alive-after", message, hint });
  }
  return gaps;
}
