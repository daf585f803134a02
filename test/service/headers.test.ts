/** Every route and every error bears every header of the one table, and names no server. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/app.ts";
import { SECURITY_HEADERS } from "../../src/security-headers.ts";
import { type Running, raw, startService } from "./support.ts";

let service: Running;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.process.kill("SIGKILL"));

function expectHardened(headers: Headers): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    expect(headers.get(name), name).toBe(value);
  }
  expect(headers.get("content-type")).toMatch(/^application\/(problem\+)?json; charset=UTF-8$/);
  for (const name of ["server", "x-powered-by", "access-control-allow-origin", "via"]) {
    expect(headers.get(name), name).toBeNull();
  }
}

function parseRaw(answer: string): { status: number; headers: Headers; body: string } {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const pairs = fields.map((field): [string, string] => {
    const at = field.indexOf(": ");
    return [field.slice(0, at), field.slice(at + 2)];
  });
  return { status: Number(line.split(" ")[1]), headers: new Headers(pairs), body };
}

const big = "x".repeat(20_000);

describe("over fetch", () => {
  it.each([
    ["GET", "/", 200],
    ["HEAD", "/", 200],
    ["GET", "/livez", 200],
    ["GET", "/readyz", 200],
    ["HEAD", "/readyz", 200],
    ["GET", "/nope", 404],
    ["GET", "/%2e%2e/etc/passwd", 404],
    ["POST", "/nope", 404],
    ["POST", "/", 405],
    ["DELETE", "/livez", 405],
    ["OPTIONS", "/readyz", 405],
    ["POST", "/", 413, big],
    ["PUT", "/nope", 413, big],
  ])("%s %s is %i", async (method, path, status, body?: string) => {
    const answer = await fetch(service.url + path, { method, ...(body && { body }) });
    expect(answer.status).toBe(status);
    expectHardened(answer.headers);
    expect(answer.headers.get("allow")).toBe(status === 405 ? "GET, HEAD" : null);
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w.-]{1,64}$/);
    const text = await answer.text();
    if (method === "HEAD") expect(text).toBe("");
    else if (status >= 400) expect(JSON.parse(text)).toMatchObject({ type: "about:blank", status });
  });
});

describe("what Node refuses by itself", () => {
  it.each([
    ["not HTTP", "nonsense\r\n\r\n", 400],
    ["headers too large", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(40_000)}\r\n\r\n`, 431],
    ["an unknown version", "GET / HTTP/9.9\r\nhost: a\r\n\r\n", 400],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
      400,
    ],
    ["CONNECT", "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n", 405],
    ["no host", "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", 400],
    [
      "unknown expectation",
      "GET / HTTP/1.1\r\nhost: a\r\nexpect: 9\r\nconnection: close\r\n\r\n",
      200,
    ],
    [
      "an upgrade",
      "GET / HTTP/1.1\r\nhost: a\r\nupgrade: h2c\r\nconnection: upgrade, close\r\n\r\n",
      200,
    ],
    [
      "a body in chunks, too large",
      `POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n5000\r\n${"z".repeat(0x5000)}\r\n0\r\n\r\n`,
      413,
    ],
    ["a method of no standard", "FOO / HTTP/1.1\r\nhost: a\r\n\r\n", 400],
  ])("%s", async (_name, bytes, status) => {
    const answer = parseRaw(await raw(service.port, bytes));
    expect(answer.status).toBe(status);
    expectHardened(answer.headers);
  });

  it("headers that never end: 408", async () => {
    const answer = parseRaw(await raw(service.port, "GET / HTTP/1.1\r\nhost: a\r\n"));
    expect(answer.status).toBe(408);
    expectHardened(answer.headers);
  }, 20_000);
});

it("an unexpected error: 500, logged, and silent on what went wrong", async () => {
  const lines: unknown[][] = [];
  const app = createApp(
    (...line) => lines.push(line),
    () => {
      throw new Error("secret detail");
    },
  );
  const outgoing = { id: "an-id" };
  const answer = await app.request("/readyz", undefined, { outgoing });
  expect(answer.status).toBe(500);
  expectHardened(answer.headers);
  expect(await answer.text()).not.toContain("secret");
  expect(JSON.stringify(lines)).toContain("secret detail");
  expect(JSON.stringify(lines)).toContain("an-id");
});

it("the root says what it must", async () => {
  expect(await (await fetch(service.url)).text()).toBe('{"status":"Green","security":"Hardened"}');
});
