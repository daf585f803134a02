/** What the target was asked for by name, what it answered, and what of the policy's paths is not shown. */
import { z } from "zod";
import type { StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/read-json.ts";
import { ok, type Result } from "../../core/result.ts";
import type { ZapReport } from "./report.ts";

/** What the runner writes of the scan: paths that ZAP itself requested, with the status it got. */
export const scanEvidence = z.object({
  reached: z.array(z.object({ path: z.string(), status: z.int() })),
  aliveAfter: z.boolean(),
  port: z.int(),
  health: z.string(),
  addOns: z.array(z.string()),
});

/** What a URL may hold as it is, and ZAP refuses. */
const REFUSED = /[|\\^`{}[\]"<>]/g;

/** The URL of a policy's path, in ASCII: of another letter ZAP makes a question mark. */
export function requestUrl(target: string, path: string): string {
  const url = `${target}${path}`;
  if (!URL.canParse(url)) return url;
  const { origin, href } = new URL(url);
  const asked = href.slice(origin.length).replace(REFUSED, encodeURIComponent);
  return `${origin}${asked}`;
}

/** What is asked of the host: path and query. Two queries of one path are two requests. */
function requestOf(uri: string): string {
  if (!URL.canParse(uri)) return uri;
  const { pathname, search } = new URL(requestUrl("", uri));
  return pathname + search;
}

const har = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({ url: z.string() }),
        response: z.object({ status: z.int() }),
      }),
    ),
  }),
});

/** @returns what ZAP asked the target for and the status that each was answered with (0 for none) */
export function reachedInHar(
  bytes: Uint8Array | undefined,
): Result<{ path: string; status: number }[]> {
  const parsed = readJson(bytes, "ZAP's history", har);
  if (!parsed.ok) return parsed;
  return ok(
    parsed.value.log.entries.map(({ request, response }) => ({
      path: requestOf(request.url),
      status: response.status,
    })),
  );
}

/** Path → status (0 where the report does not tell), from the record and from the report itself. */
export function reachedPaths(report: ZapReport, { record }: StageInput): Map<string, number> {
  const reached = new Map<string, number>();
  for (const site of report.site) {
    for (const instance of site.alerts.flatMap((alert) => alert.instances)) {
      const status = /^HTTP\/\S+ (\d{3})/.exec(instance["response-header"] ?? "")?.[1];
      const path = requestOf(instance.uri);
      if (status !== undefined || !reached.has(path)) reached.set(path, Number(status ?? 0));
    }
  }
  const told = scanEvidence.safeParse(record?.evidence);
  for (const { path, status } of told.success ? told.data.reached : []) {
    reached.set(path, status);
  }
  return reached;
}

export function pathGaps(
  reached: ReadonlyMap<string, number>,
  { expected, record }: StageInput,
): Gap[] {
  return expected.paths.flatMap(({ path, status }): Gap[] => {
    const seen = reached.get(requestOf(`http://target${path}`));
    if (seen === status) return [];
    const hint = `Make the service answer ${path} with ${status}, or correct service.paths.`;
    // Without a record a bare report shows only the paths that raised an alert, and no status.
    const needsRecord = !record && !seen ? { needsRecord: true as const } : {};
    const message = seen
      ? `${path} answered ${seen}, not ${status}.`
      : `No answer of ${path} is shown.`;
    return [{ code: "zap.path-not-reached", message, hint, ...needsRecord }];
  });
}
