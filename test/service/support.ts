/** Starts the bundled service as its own process, as in its container. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

export interface Running {
  readonly port: number;
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything logged so far, parsed. */
  readonly logs: () => Record<string, unknown>[];
}

export function spawnService(env: Record<string, string>, args: string[] = []): ChildProcess {
  return spawn(process.execPath, ["dist/server.mjs", ...args], {
    env: { PORT: "0", HOST: "127.0.0.1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export async function startService(env: Record<string, string> = {}): Promise<Running> {
  const child = spawnService(env);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const logs = () =>
    output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  while (!output.includes('"listening"')) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { port } = (logs()[0]?.address ?? { port: 0 }) as { port: number };
  return { port, url: `http://127.0.0.1:${port}`, process: child, logs };
}

/** Waits for the end of a process: its exit code and what it wrote on standard error. */
export async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  await once(child, "close");
  return { code: child.exitCode, stderr };
}

/** Sends bytes as they are and returns the whole answer. */
export async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  return answer;
}
