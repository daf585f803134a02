/** What the target was asked for by name, what it answered, and what of the policy's paths is not shown. */
import { z } from "zod";
import type { StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
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
        request: z.object({ method: z.string().default("GET"), url: z.string() }),
        response: z.object({ status: z.int() }),
      }),
    ),
  }),
});

/** @returns what ZAP asked the target for and each status that it was answered with (0 for none) */
export function reachedInHar(
  bytes: Uint8Array | undefined,
): Result<{ path: string; status: number }[]> {
  const parsed = readJson(bytes, "ZAP's history", har);
  if (!parsed.ok) return parsed;
  // The spider sends forms too, and what they are answered with is of no path that was asked for.
  const asked = parsed.value.log.entries.filter(({ request }) => request.method === "GET");
  return ok(
    asked.map(({ request, response }) => ({
      path: requestOf(request.url),
      status: response.status,
    })),
  );
}

/** Path, with its query → every status that it was answered with; 0 for none, or none that is told. */
export type Reached = ReadonlyMap<string, ReadonlySet<number>>;

export const statuses = (answers: ReadonlySet<number>): string =>
  [...answers].map((status) => status || "?").join(" and ");

/** What the record tells of a path counts, and not what the report itself does. */
export function reachedPaths(report: ZapReport, { record }: StageInput): Reached {
  const told = scanEvidence.safeParse(record?.evidence);
  const recorded = answersBy(told.success ? told.data.reached : []);
  const instances = report.site.flatMap(({ alerts }) => alerts.flatMap((each) => each.instances));
  const alerted = answersBy(
    instances.map((instance) => {
      const status = /^HTTP\/\S+ (\d{3})/.exec(instance["response-header"] ?? "")?.[1];
      return { path: requestOf(instance.uri), status: Number(status ?? 0) };
    }),
  );
  // Not every alert shows the answer that it is of.
  for (const answers of alerted.values()) if (answers.size > 1) answers.delete(0);
  return new Map([...alerted, ...recorded]);
}

function answersBy(given: readonly { readonly path: string; readonly status: number }[]) {
  const answers = new Map<string, Set<number>>();
  for (const { path, status } of given) {
    answers.set(path, (answers.get(path) ?? new Set()).add(status));
  }
  return answers;
}

/** One that answered as it must, and otherwise too, has not. */
export function pathGaps(reached: Reached, { expected, record }: StageInput): Gap[] {
  return expected.paths.flatMap(({ path, status }): Gap[] => {
    const answers = reached.get(requestOf(`http://target${path}`));
    const others = new Set([...(answers ?? [0])].filter((each) => each !== status));
    if (others.size === 0) return [];
    const hint = `Make the service answer ${path} with ${status}, or correct service.paths.`;
    const seen = !others.has(0);
    // Without a record a bare report shows only the paths that raised an alert, and no status.
    const needsRecord = !record && !seen ? { needsRecord: true as const } : {};
    const message = seen
      ? `${path} answered ${statuses(others)}, not ${status}.`
      : `No answer of ${path} is shown.`;
    return [{ code: "zap.path-not-reached", message, hint, ...needsRecord }];
  });
}
