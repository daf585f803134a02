/** The script that waits for the service, in this machine's Python. */
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { awaited, PROBE } from "../../dagger/src/stages/probe.ts";
import { EXIT } from "../../dagger/src/stages/wrapper.ts";

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
  expect(code).toBe(EXIT.neverUp);
  expect(stderr.trim()).toBe(
    `${at}/: HTTP Error 302: Found, to https://sign-in.invalid/; service.port is 8080`,
  );
});

it("tells that nobody listens", async () => {
  const { stderr } = await probe("http://127.0.0.1:1/");
  expect(stderr).toContain("Connection refused");
});

it.each([
  ["goes on where it is content", "true", 0],
  ["gives up with it", `(exit ${EXIT.neverUp})`, EXIT.neverUp],
  ["takes a Python that is broken for the scanner's failure", "(exit 1)", EXIT.failed],
  ["and one without the script, whose 2 ZAP means well", "(exit 2)", EXIT.failed],
  ["and an image without Python", "no-such-program", EXIT.failed],
])("the step that waits %s", (_, probe, code) => {
  expect(spawnSync("sh", ["-c", `${awaited(probe)}\nexit 0`]).status).toBe(code);
});
