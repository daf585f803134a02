/** The script that waits for the service, in this machine's Python. */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PROBE } from "../../dagger/src/stages/zap.ts";

const server = createServer(({ url }, response) => {
  const away = url === "/" && { location: "https://sign-in.invalid/" };
  response.writeHead(away ? 302 : 200, { ...away }).end();
});
let at = "";

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  at = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

function probe(url: string): Promise<{ code: number | null; stderr: string }> {
  const child = spawn("python3", ["-c", PROBE, url, "0.1", "service.port is 8080"]);
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += String(text);
  });
  return new Promise((done) => child.on("close", (code) => done({ code, stderr })));
}

it("is content with an answer of 2xx", async () => {
  expect(await probe(`${at}/livez`)).toEqual({ code: 0, stderr: "" });
});

it("of one that leads elsewhere it tells whereto, and does not follow", async () => {
  const { code, stderr } = await probe(`${at}/`);
  expect(code).toBe(1);
  expect(stderr.trim()).toBe(
    `${at}/: HTTP Error 302: Found, to https://sign-in.invalid/; service.port is 8080`,
  );
});

it("tells that nobody listens", async () => {
  const { stderr } = await probe("http://127.0.0.1:1/");
  expect(stderr).toContain("Connection refused");
});
