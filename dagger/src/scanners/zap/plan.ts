/**
 * ZAP's Automation Framework plan for the baseline. zap-baseline.py visits one page and what that
 * links to; a JSON API links to nothing, so every path that must be seen is requested by name.
 * https://www.zaproxy.org/docs/desktop/addons/automation-framework/
 */
import { z } from "zod";
import { compareText } from "../../core/compare.ts";
import type { Expected } from "../../core/evidence.ts";
import { readJson } from "../../core/read-json.ts";
import type { Result } from "../../core/result.ts";
import { addressOf } from "./findings.ts";

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
    url: `${target}${path}`,
    method: "GET",
    responseCode: status,
  }));
  const jobs = [
    job("passiveScan-config", { maxAlertsPerRule: 10, scanOnlyInScope: true, enableTags: false }),
    job("requestor", {}, { requests }),
    job("spider", { context, url: `${target}/`, maxDuration: 1, maxDepth: 5 }),
    job("passiveScan-wait", { maxDuration: 5 }),
    job("export", { context, type: "har", source: "history", fileName: `${folder}/${HAR}` }),
    ...REPORTS.map(([template, reportFile]) =>
      job("report", { template, reportDir: folder, reportFile, displayReport: false }),
    ),
  ];
  const contexts = [{ name: context, urls: [target], includePaths: [`${literal}.*`] }];
  const parameters = { failOnError: true, failOnWarning: false, progressToStdout: true };
  return `${JSON.stringify({ env: { contexts, parameters }, jobs }, null, 2)}\n`;
}

/** What ZAP requested by name and was answered. Read, then thrown away: it holds request headers. */
export const HAR = "history.har";

const har = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ method: z.string().default("GET"), url: z.string() }),
        response: z.object({ status: z.int() }),
      }),
    ),
  }),
});

/** @returns the paths that ZAP asked for and each status that they were answered with (0 for none) */
export function reachedInHar(
  bytes: Uint8Array | undefined,
): Result<{ path: string; status: number }[]> {
  const parsed = readJson(bytes, "ZAP's history", har);
  if (!parsed.ok) return parsed;
  const reached = parsed.value.log.entries
    // The spider sends forms too, and what they are answered with is of no path that was asked for.
    .filter(({ request }) => request.method === "GET")
    .map(({ request, response }) => ({ path: addressOf(request.url), status: response.status }));
  return { ok: true, value: reached };
}

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
