/** The health API: routes and errors, and nothing of sockets or signals. */
import { METHODS } from "node:http";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Log } from "./log.ts";
import { problem } from "./problem.ts";
import type { IdentifiedResponse } from "./request-log.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** No route takes a body; what is sent all the same is bounded. */
const MOST_BODY_BYTES = 16 * 1024;
const OTHER_METHODS = METHODS.filter((method) => method !== "GET" && method !== "HEAD");
const JSON_TYPE = "application/json; charset=UTF-8";

const answer = (status: number, body: unknown) => {
  const text = JSON.stringify(body);
  const headers = { ...SECURITY_HEADERS, "content-type": JSON_TYPE };
  return () => new Response(text, { status, headers });
};

export type App = Hono<{ Bindings: { outgoing: IdentifiedResponse } }>;

/**
 * @param log every unexpected error
 * @param draining true once the process was told to stop: `/readyz` then answers 503
 */
export function createApp(log: Log, draining: () => boolean): App {
  const app: App = new Hono();
  const ready = answer(200, { status: "ready" });
  const notReady = answer(503, { status: "draining" });
  const routes: Record<string, () => Response> = {
    "/": answer(200, { status: "Green", security: "Hardened" }),
    "/livez": answer(200, { status: "alive" }),
    "/readyz": () => (draining() ? notReady() : ready()),
  };

  // Not on GET and HEAD, which have none: even to look would make a whole web Request of each.
  app.on(OTHER_METHODS, "*", bodyLimit({ maxSize: MOST_BODY_BYTES, onError: () => problem(413) }));
  for (const [path, respond] of Object.entries(routes)) {
    // Hono answers HEAD by GET's handler, without the body.
    app.get(path, respond);
    app.on(OTHER_METHODS, path, () => problem(405, { allow: "GET, HEAD" }));
  }
  app.notFound(() => problem(404));
  app.onError((error, c) => {
    log("error", "unexpected error", { id: c.env.outgoing.id, error: String(error.stack) });
    return problem(500);
  });
  return app;
}
