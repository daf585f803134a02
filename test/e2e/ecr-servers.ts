/** Two stand-ins for ECR on loopback: moto, for what it simulates, and a stub that gives what it is told. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { installPython } from "../../cli/host/tools.ts";
import { temporary } from "./greengate.ts";

const REQUIREMENTS = readFileSync("test/fixtures/moto-requirements.txt", "utf8");

export interface Moto {
  readonly url: string;
  /** Calls ECR's API; moto checks no signature, and takes the region from where one would be. */
  call(operation: string, body: object): Promise<Record<string, unknown>>;
  /** The answer that moto gives from now on, instead of one of its own. */
  inject(answer: object): Promise<void>;
  stop(): void;
}

/** @returns moto, started; or why it can't be had here */
export async function startMoto(): Promise<Moto | string> {
  const work = temporary();
  const host = { work, say: () => undefined };
  const moto = { version: "5.2.5", requirements: REQUIREMENTS };
  const installed = await installPython(host, "moto", "moto_server", moto);
  if (!installed.ok) return installed.error.message;
  const port = await freePort();
  const args = ["-H", "127.0.0.1", "-p", String(port)];
  const child = spawn(installed.value, args, { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const stop = () => void child.kill();
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await fetch(`${url}/moto-api/`).catch(() => undefined)) {
      return { url, stop, ...apiOf(url) };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  stop();
  return "moto did not come up";
}

export function apiOf(url: string): Pick<Moto, "call" | "inject"> {
  const headers = (operation: string) => ({
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `AmazonEC2ContainerRegistry_V20150921.${operation}`,
    authorization: "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/ecr/aws4_request",
  });
  const post = (path: string, body: object, more = {}) =>
    fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body), headers: more });
  return {
    call: async (operation, body) =>
      (await (await post("/", body, headers(operation))).json()) as Record<string, unknown>,
    inject: async (answer) => {
      const body = { results: [answer], region: "us-east-1" };
      await post("/moto-api/static/ecr/scan-finding-results", body);
    },
  };
}

export interface Stub {
  readonly url: string;
  /** What it was asked. */
  readonly asked: Record<string, unknown>[];
  stop(): void;
}

/** Gives these answers in turn, the last for ever: a page, or an error's code with its message. */
export async function startStub(answers: readonly (object | [string, string])[]): Promise<Stub> {
  const asked: Record<string, unknown>[] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes) => {
      body += String(bytes);
    });
    request.on("end", () => {
      const answer = answers[asked.length] ?? answers.at(-1) ?? {};
      asked.push(JSON.parse(body) as Record<string, unknown>);
      const [status, told] = Array.isArray(answer)
        ? [400, { __type: answer[0], message: answer[1] }]
        : [200, answer];
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(told));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, stop: () => void server.close() };
}

async function freePort(): Promise<number> {
  const stub = await startStub([]);
  stub.stop();
  return Number(new URL(stub.url).port);
}
