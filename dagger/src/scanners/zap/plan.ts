/**
 * ZAP's Automation Framework plan for the baseline. zap-baseline.py visits one page and what that
 * links to; a JSON API links to nothing, so every path that must be seen is requested by name.
 * https://www.zaproxy.org/docs/desktop/addons/automation-framework/
 */
import { compareText } from "../../core/compare.ts";
import type { Expected } from "../../core/evidence.ts";
import { requestUrl } from "./reached.ts";

export interface ZapPlan {
  /** Origin of the target, http://name:port. */
  readonly target: string;
  readonly paths: Expected["paths"];
  /** The folder, as ZAP sees it, that takes the reports. */
  readonly folder: string;
}

const REPORTS = [
  ["traditional-json-plus", "report.json"],
  ["traditional-html", "report.html"],
  ["traditional-md", "report.md"],
] as const;

/** @returns the plan as JSON, which is YAML too and needs no quoting of ours */
export function zapPlan({ target, paths, folder }: ZapPlan): string {
  const context = "target";
  const literal = target.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const job = (type: string, parameters: object, more = {}) => ({ type, parameters, ...more });
  const requests = paths.map(({ path, status }) => ({
    url: requestUrl(target, path),
    method: "GET",
    responseCode: status,
  }));
  const jobs = [
    // A rule with a limit is switched off once it is reached, and what it would still find is lost.
    job("passiveScan-config", { maxAlertsPerRule: 0, scanOnlyInScope: true, enableTags: false }),
    job("requestor", {}, { requests }),
    job("spider", { context, url: `${target}/`, maxDuration: 1, maxDepth: 5 }),
    // Without a limit of its own, after which it would report what it has without a word: the
    // stage's limit ends it.
    job("passiveScan-wait", {}),
    job("export", { context, type: "har", source: "history", fileName: `${folder}/${HAR}` }),
    ...REPORTS.map(([template, reportFile]) =>
      job("report", { template, reportDir: folder, reportFile, displayReport: false }),
    ),
  ];
  // The spider asks for it before it begins, follows where it leads, out of the target too, and fails
  // where nothing answers there: as a root does that sends its visitors elsewhere to sign in.
  const stays = requests.find(({ responseCode }) => responseCode >= 200 && responseCode < 300);
  const urls = [stays?.url ?? target];
  const contexts = [{ name: context, urls, includePaths: [`${literal}.*`] }];
  const parameters = { failOnError: true, failOnWarning: false, progressToStdout: true };
  return `${JSON.stringify({ env: { contexts, parameters }, jobs }, null, 2)}\n`;
}

/** What ZAP requested by name and was answered. Read, then thrown away: it holds request headers. */
export const HAR = "history.har";

/** @returns `id version` of each add-on that ZAP's log says is installed, by id */
export function addOnsInLog(log: string): string[] {
  const line = /Installed add-ons: \[(.*)\]/.exec(log)?.[1] ?? "";
  return [...line.matchAll(/\[id=([^,\]]+), version=([^,\]]+)/g)]
    .map(([, id, version]) => `${id} ${version}`)
    .sort(compareText);
}

/** Arguments of zap.sh. The home folder is fresh and named: Java ignores $HOME. */
export function zapArguments(plan: string, home: string): string[] {
  return ["-Xmx512m", "-dir", home, "-cmd", "-silent", "-autorun", plan];
}
