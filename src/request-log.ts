/** One log line a request, with the id that the answer bears too. */
import { randomUUID } from "node:crypto";
import {
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
} from "node:http";
import type { Log } from "./log.ts";

/** What a caller may name a request: anything else could forge log lines. */
const ID = /^[\w.-]{1,64}$/;

/** Of this process, random; what follows it only counts, since a UUID for each request costs more. */
const PROCESS = randomUUID().slice(0, 13);
let requests = 0;

function nextId(): string {
  requests += 1;
  return `${PROCESS}-${requests}`;
}

/** The id's header, on every answer. */
const REQUEST_ID = "x-request-id";

/**
 * An answer that bears its request's id. At Node's level and not as a middleware, so that requests
 * which never reach the app have one too, and so that a route stays one synchronous call. The id
 * joins the other headers in `writeHead`: after a `setHeader` Node sets every other one singly too,
 * which costs more than the rest of the answer.
 */
export class IdentifiedResponse extends ServerResponse {
  readonly id: string;

  constructor(request: IncomingMessage) {
    super(request);
    const given = request.headers[REQUEST_ID];
    this.id = typeof given === "string" && ID.test(given) ? given : nextId();
  }

  override writeHead(status: number, ...rest: [unknown?, unknown?]): this {
    const given = (typeof rest[0] === "string" ? rest[1] : rest[0]) as OutgoingHttpHeaders;
    const list = listOf(given);
    // The list outlives this answer, its last entry does not: Node reads it before it returns.
    list[list.length - 1] = this.id;
    return super.writeHead(status, list);
  }
}

const LISTS = new WeakMap<OutgoingHttpHeaders, OutgoingHttpHeader[]>();

/**
 * Headers as Node's flat list of names and values, with room for the id at its end. Made once for
 * headers that many answers share: a copy of sixteen costs more than finding the route.
 */
function listOf(headers: OutgoingHttpHeaders = {}): OutgoingHttpHeader[] {
  const known = LISTS.get(headers);
  if (known) return known;
  const list = Object.entries(headers).flatMap(([name, value]) => [name, value ?? ""]);
  list.push(REQUEST_ID, "");
  LISTS.set(headers, list);
  return list;
}

/** Logs a request once its answer is out or cut off. */
export function logRequest(log: Log, request: IncomingMessage, response: IdentifiedResponse): void {
  const start = performance.now();
  response.on("close", () => {
    log("info", "request", {
      id: response.id,
      method: request.method,
      path: pathOf(request.url ?? ""),
      status: response.statusCode,
      ms: Math.round((performance.now() - start) * 1000) / 1000,
      aborted: response.writableFinished ? undefined : true,
    });
  });
}

/** Without the query, which may hold what no log should. */
function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
