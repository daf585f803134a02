/** Logs as JSON, one object a line, on standard output: what a container's host collects. */
import type { Config } from "./config.ts";

const RANK = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 } as const;
type Level = Exclude<keyof typeof RANK, "silent">;

export type Log = (level: Level, message: string, fields?: Record<string, unknown>) => void;

/** @param write where a line goes; lines below `level` are not written */
export function createLog(level: Config["logLevel"], write: (line: string) => void): Log {
  return (at, message, fields = {}) => {
    if (RANK[at] < RANK[level]) return;
    let line = `{"time":"${timeOf(Date.now())}","level":"${at}","message":${jsonOf(message)}`;
    // Not by Object.entries, whose lists cost as much as the rest of the line.
    for (const name in fields) {
      const value = fields[name];
      if (value !== undefined) line += `,"${name}":${jsonOf(value)}`;
    }
    write(`${line}}\n`);
  };
}

const PLAIN = /^[\w ./-]*$/;

/** As JSON.stringify, which costs more where nothing needs an escape: in nearly every field. */
function jsonOf(value: unknown): string {
  if (typeof value === "string" && PLAIN.test(value)) return `"${value}"`;
  return Number.isFinite(value) ? String(value) : JSON.stringify(value);
}

let [lastMs, lastTime] = [0, ""];

/** The time as text, made once a millisecond: a busy service logs many lines in each. */
function timeOf(ms: number): string {
  if (ms !== lastMs) [lastMs, lastTime] = [ms, new Date(ms).toISOString()];
  return lastTime;
}

/** How long a line may wait, in milliseconds, and how many bytes of lines. */
const FLUSH_MS = 20;
const MOST_BYTES = 64 * 1024;

/**
 * Writes lines in bunches: a busy service would spend more on writing them one by one than on
 * answering. They wait as bytes, since as text each garbage collection would copy them.
 * @param write is blocking, so that what `flush` wrote is out before the process ends
 */
export function createLineBuffer(write: (bytes: Uint8Array) => void): {
  readonly add: (line: string) => void;
  readonly flush: () => void;
} {
  const waiting = Buffer.allocUnsafe(MOST_BYTES);
  let used = 0;
  const flush = () => {
    const bytes = Buffer.from(waiting.subarray(0, used));
    used = 0;
    if (bytes.length > 0) write(bytes);
  };
  const add = (line: string) => {
    // No character takes more than three bytes in UTF-8 for each of its units.
    const most = line.length * 3;
    if (used + most > MOST_BYTES) flush();
    if (most > MOST_BYTES) return write(Buffer.from(line));
    if (used === 0) setTimeout(flush, FLUSH_MS);
    used += waiting.write(line, used);
  };
  return { add, flush };
}
