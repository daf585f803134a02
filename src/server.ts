/** The server's life: start, bounded waits, drain, end. It is process 1 in its container. */
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "./app.ts";
import type { Log } from "./log.ts";
import { type ProblemStatus, rawProblem } from "./problem.ts";

/** Node's own limits, made tighter: a slow client holds a socket for seconds, not minutes. */
const LIMITS = {
  requestTimeout: 15_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
  // The app's 404 would say less than the missing host: Node's own answer lacks our headers.
  requireHostHeader: false,
};

/** What Node refuses before there is a request for the app. */
const REFUSALS: Readonly<Record<string, ProblemStatus>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** A server for the app that answers in our words even where Node would answer by itself. */
export function createHttpServer(app: App): Server {
  const listener = getRequestListener(app.fetch);
  const server = createServer(LIMITS, listener);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else socket.end(rawProblem(REFUSALS[error.code ?? ""] ?? 400));
  });
  // An Expect that Node does not know is answered like any request, not by Node's bare 417.
  server.on("checkExpectation", listener);
  // Without a listener Node drops CONNECT and treats an upgrade as a plain request; keep both plain.
  server.on("connect", (_request, socket) => socket.end(rawProblem(405)));
  return server;
}

export interface Drain {
  readonly server: Server;
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
