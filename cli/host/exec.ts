/** Runs a program on this host: bounded in time and output, in a clean environment, never in a shell. */
import { spawn } from "node:child_process";
import { onStop } from "../put-away.ts";

export interface Exec {
  readonly program: string;
  readonly args: readonly string[];
  /** Working folder; an empty one keeps a scanned tree's own configuration unread. */
  readonly cwd: string;
  readonly seconds: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  /** Both outputs as they came, its last mebibyte. */
  readonly log: string;
  /** The last lines of standard error, for a failure's reason. */
  readonly tail: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly timedOut: boolean;
}

const MOST_OUTPUT = 64 * 1024 * 1024;
const MOST_LOG = 1024 * 1024;
/**
 * What a program needs of this host; the rest could carry secrets, or settings that silence: TRIVY_,
 * and PIP_AUDIT_ among pip's own.
 */
const KEPT =
  /^(PATH|HOME|TMPDIR|LANG|LC_ALL|XDG_RUNTIME_DIR|DOCKER_\w+|CONTAINER_HOST|JAVA_HOME|SSL_CERT_(FILE|DIR)|PIP_(?!AUDIT_)\w+|REQUESTS_CA_BUNDLE|(HTTPS?|NO|https?|no)_(PROXY|proxy))$/;

/** Never throws: a program that can't be started ends with exit code 127. */
export function exec({ program, args, cwd, seconds, env = {} }: Exec): Promise<Ended> {
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name)));
  return new Promise((resolve) => {
    let [stdout, stderr, log, timedOut] = ["", "", "", false];
    const child = spawn(program, args, {
      cwd,
      env: { ...kept, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a time-out ends its children too (ZAP's JVM).
      detached: true,
    });
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // Gone already.
      }
    };
    const ended = onStop(kill);
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, seconds * 1000);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (stdout.length < MOST_OUTPUT) stdout += text;
      log = (log + text).slice(-MOST_LOG);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-8192);
      log = (log + text).slice(-MOST_LOG);
    });
    const end = (exitCode: number) => {
      clearTimeout(timer);
      ended();
      const tail = (stderr || stdout).trim().split("\n").slice(-5).join("\n");
      const durationMs = Math.round(performance.now() - start);
      resolve({ exitCode, stdout, log, tail, startedAt, durationMs, timedOut });
    };
    child.on("error", (error) => {
      stderr += error.message;
      end(127);
    });
    child.on("close", (code) => end(code ?? 137));
  });
}
