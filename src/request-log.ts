/** One log line a request, with the id that the answer bears too. */
import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Log } from "./log.ts";

/** What a caller may name a request: anything else could forge log lines. */
const ID = /^[\w.-]{1,64}$/;

export interface Variables {
  requestId: string;
}

export function requestLog(log: Log): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    const start = performance.now();
    const given = c.req.header("x-request-id");
    const id = given !== undefined && ID.test(given) ? given : randomUUID();
    c.set("requestId", id);
    await next();
    c.header("x-request-id", id);
    log("info", "request", {
      id,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round((performance.now() - start) * 1000) / 1000,
    });
  };
}
