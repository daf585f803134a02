/** The service as a process: configuration, port in use, signals, logs, health check. */
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { ended, spawnService, startService } from "./support.ts";

describe("a bad value ends the start with one line", () => {
  it.each([
    ["PORT", "80.5"],
    ["PORT", "70000"],
    ["PORT", ""],
    ["PORT", "0x50"],
    ["HOST", "a b"],
    ["LOG_LEVEL", "loud"],
    ["SHUTDOWN_GRACE_SECONDS", "-1"],
  ])("%s=%s", async (name, value) => {
    const { code, stderr } = await ended(spawnService({ [name]: value }));
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${name} is ${JSON.stringify(value)}; allowed: .+\\n$`));
  });
});

it("a port in use is a clear error", async () => {
  const first = await startService();
  const { code, stderr } = await ended(spawnService({ PORT: String(first.port) }));
  first.process.kill("SIGKILL");
  expect(code).toBe(1);
  expect(stderr).toBe(`cannot listen on 127.0.0.1:${first.port}: the port is in use\n`);
});

it.each(["SIGTERM", "SIGINT"] as const)("%s drains, then exits with 0", async (signal) => {
  const service = await startService();
  await fetch(service.url);
  // A request under way: its headers are half sent when the signal comes.
  const socket = connect(service.port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  socket.write("GET /readyz HTTP/1.1\r\nhost: a\r\n");
  await new Promise((resolve) => setTimeout(resolve, 100));
  service.process.kill(signal);
  while (!service.logs().some(({ message }) => message === "draining")) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await expect(fetch(service.url)).rejects.toThrow();
  socket.write("\r\n");
  const [code] = await once(service.process, "exit");
  expect(code).toBe(0);
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
});

it("a request that never ends is cut off after the grace, and the exit is 0", async () => {
  const service = await startService({ SHUTDOWN_GRACE_SECONDS: "1" });
  const socket = connect(service.port, "127.0.0.1").on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nhost: a\r\n");
  await new Promise((resolve) => setTimeout(resolve, 100));
  const start = Date.now();
  service.process.kill("SIGTERM");
  const [code] = await once(service.process, "exit");
  expect(code).toBe(0);
  expect(Date.now() - start).toBeLessThan(3000);
});

it("logs one JSON line a request, with its id", async () => {
  const service = await startService();
  const answer = await fetch(`${service.url}/livez`, { headers: { "x-request-id": "abc-1" } });
  expect(answer.headers.get("x-request-id")).toBe("abc-1");
  const forged = await fetch(service.url, { headers: { "x-request-id": 'a"} {' } });
  expect(forged.headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-\d+$/);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(service.logs().find(({ id }) => id === "abc-1")).toMatchObject({
    message: "request",
    method: "GET",
    path: "/livez",
    status: 200,
  });
  service.process.kill("SIGKILL");
});

it("--healthcheck asks the running service", async () => {
  const service = await startService();
  const port = String(service.port);
  expect((await ended(spawnService({ PORT: port }, ["--healthcheck"]))).code).toBe(0);
  service.process.kill("SIGKILL");
  await once(service.process, "exit");
  expect((await ended(spawnService({ PORT: port }, ["--healthcheck"]))).code).toBe(1);
});
