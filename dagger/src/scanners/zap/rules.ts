/** ZAP's passive rules: which were there, and which could say nothing of this target. */
import type { Fact } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import type { ZapReport } from "./report.ts";

/** Rules that look at HTTPS, HTML or scripts only: green says nothing of them for a plain API. */
const NEEDS_HTTPS = ["10015 Cache-control", "10035 Strict-Transport-Security"];
const NEEDS_HTML = ["10020 Anti-clickjacking", "10038 Content Security Policy"];
/** Of ZAP's beta rules, which its stable image lacks until a scan script fetches them. */
const BETA_RULES = "pscanrulesBeta";
const BETA_NEEDS_HTML = [
  "10063 Permissions Policy",
  "90004-2 Embedder Policy",
  "90004-3 Opener Policy",
];

const hasAddOn = (addOns: readonly string[], id: string) =>
  addOns.some((addOn) => addOn.split(" ")[0] === id);

/** @param addOns as ZAP's log lists them; undefined where no record tells */
export function ruleFacts(addOns: readonly string[] | undefined): Fact[] {
  const rules = addOns?.filter((addOn) => addOn.startsWith("pscanrules")) ?? [];
  return rules.length === 0 ? [] : [{ name: "passive rules", value: rules.join(", ") }];
}

export function ruleGaps(addOns: readonly string[] | undefined): Gap[] {
  if (addOns === undefined || hasAddOn(addOns, "pscanrules")) return [];
  const message = "Nothing shows that ZAP's passive rules were installed.";
  return [
    { code: "zap.no-rules", message, hint: "Use ZAP's stable image, or install pscanrules." },
  ];
}

/** What the passive rules could not see, in sentences. */
export function blindSpots(
  report: ZapReport,
  insights: ReadonlyMap<string, number>,
  addOns: readonly string[] | undefined,
): string[] {
  const https = report.site.some((site) => site["@name"].startsWith("https:"));
  const html = [...insights.keys()].some((key) =>
    /^insight\.endpoint\.ctype\.text\/html/.test(key),
  );
  const beta = addOns === undefined || hasAddOn(addOns, BETA_RULES);
  const htmlRules = [...NEEDS_HTML, ...(beta ? BETA_NEEDS_HTML : [])];
  const blind = [...(https ? [] : NEEDS_HTTPS), ...(html ? [] : htmlRules)];
  return [
    ...(beta
      ? []
      : ["ZAP's beta passive rules are not installed (10049, 10063, 90004 and others): none ran."]),
    ...(blind.length > 0
      ? [`Passive rules that could not apply to this target: ${blind.join("; ")}.`]
      : []),
    ...(report.afPlanWarns ?? []).map((warning) => `ZAP warned: ${warning}`),
  ];
}
