/** Logs as JSON, one object a line, on standard output: what a container's host collects. */
import type { Config } from "./config.ts";

const RANK = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 } as const;
type Level = Exclude<keyof typeof RANK, "silent">;

export type Log = (level: Level, message: string, fields?: Record<string, unknown>) => void;

/** @param write where a line goes; lines below `level` are not written */
export function createLog(
  level: Config["logLevel"],
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log {
  return (at, message, fields) => {
    if (RANK[at] < RANK[level]) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level: at, message, ...fields })}\n`);
  };
}
