/** One log line a request, with the id that the answer bears too. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "./log.ts";

/** What a caller may name a request: anything else could forge log lines. */
const ID = /^[\w.-]{1,64}$/;

/** The id's header, on every answer. */
export const REQUEST_ID = "x-request-id";

/**
 * Gives a request its id and logs it once its answer is out or cut off. At Node's level and not as
 * a middleware, so that requests which never reach the app are logged too, and so that a route
 * stays one synchronous call: middleware would cost more than the answer does.
 */
export function logRequest(log: Log, request: IncomingMessage, response: ServerResponse): void {
  const start = performance.now();
  const given = request.headers[REQUEST_ID];
  const id = typeof given === "string" && ID.test(given) ? given : randomUUID();
  response.setHeader(REQUEST_ID, id);
  response.on("close", () => {
    log("info", "request", {
      id,
      method: request.method,
      path: pathOf(request.url ?? ""),
      status: response.statusCode,
      ms: Math.round((performance.now() - start) * 1000) / 1000,
      // Left out of the line unless it is so.
      aborted: response.writableFinished ? undefined : true,
    });
  });
}

/** Without the query, which may hold what no log should. */
function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
