/** Errors as RFC 9457 problem JSON. The body says nothing of what went wrong inside. */
import { SECURITY_HEADERS } from "./security-headers.ts";

const TITLES = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

export type ProblemStatus = keyof typeof TITLES;

const PROBLEM_TYPE = "application/problem+json; charset=UTF-8";

/** The body, §3 of RFC 9457: `about:blank` means that the status says it all. */
function problemBody(status: ProblemStatus): string {
  return JSON.stringify({ type: "about:blank", title: TITLES[status], status });
}

/** @param headers what this answer has beyond every other one, such as `allow` */
export function problem(status: ProblemStatus, headers: Record<string, string> = {}): Response {
  return new Response(problemBody(status), {
    status,
    headers: { ...SECURITY_HEADERS, "content-type": PROBLEM_TYPE, ...headers },
  });
}

/** The same as bytes of HTTP/1.1, for what Node refuses before there is a request. */
export function rawProblem(status: ProblemStatus): string {
  const body = problemBody(status);
  const headers = {
    ...SECURITY_HEADERS,
    "content-type": PROBLEM_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${TITLES[status]}\r\n${lines.join("")}\r\n${body}`;
}
