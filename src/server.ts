/** The server's life: start, bounded waits, drain, end. It is process 1 in its container. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "./app.ts";
import type { Log } from "./log.ts";
import { type ProblemStatus, problem, rawProblem } from "./problem.ts";
import { IdentifiedResponse, logRequest } from "./request-log.ts";

/** Node's own limits, made tighter: a slow client holds a socket for seconds, not minutes. */
const LIMITS = {
  requestTimeout: 15_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
  // Refused by the adapter instead, since Node's own answer lacks our headers.
  requireHostHeader: false,
};

/** What Node refuses before there is a request for the app. */
const REFUSALS: Readonly<Record<string, ProblemStatus>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

export type HealthServer = Server<typeof IncomingMessage, typeof IdentifiedResponse>;

/** A server for the app that answers in our words even where Node would answer by itself. */
export function createHttpServer(app: App, log: Log): HealthServer {
  // What the adapter can't make a request of, such as one with no Host, never reaches the app.
  const listener = getRequestListener(app.fetch, { errorHandler: () => problem(400) });
  const server = createServer({ ...LIMITS, ServerResponse: IdentifiedResponse });
  server.on("request", (request, response) => {
    logRequest(log, request, response);
    // Once it drains, an answered connection ends at once instead of after the keep-alive time.
    if (!server.listening) response.shouldKeepAlive = false;
    void listener(request, response);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else socket.end(rawProblem(REFUSALS[error.code ?? ""] ?? 400));
  });
  // An Expect that Node does not know is answered like any request, not by Node's bare 417.
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  // Without a listener Node drops the connection with no answer.
  server.on("connect", (_request, socket) => socket.end(rawProblem(405)));
  return server;
}

export interface Drain {
  readonly server: HealthServer;
  readonly log: Log;
  readonly graceMs: number;
  /** Called first: from here on `/readyz` says 503. */
  readonly start: () => void;
  readonly exit: (code: number) => void;
}

/**
 * Stops taking connections, lets requests under way end, then exits with 0. What has not ended
 * after the grace is cut off, and said; the exit stays 0, since the stop was asked for.
 */
export function drainOnSignal({ server, log, graceMs, start, exit }: Drain): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    start();
    log("info", "draining", { signal, graceMs });
    const timer = setTimeout(() => {
      log("warn", "grace is over, connections are cut");
      server.closeAllConnections();
    }, graceMs);
    server.close(() => {
      clearTimeout(timer);
      log("info", "stopped");
      exit(0);
    });
    server.closeIdleConnections();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}
