/** Logs as JSON, one object a line, on standard output: what a container's host collects. */
import type { Config } from "./config.ts";

const RANK = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 } as const;
type Level = Exclude<keyof typeof RANK, "silent">;

/** @param fields what else the line tells; a busy caller gives them as JSON members it made, each after a comma */
export type Log = (
  level: Level,
  message: string,
  fields?: Record<string, unknown> | string,
) => void;

/** @param write where a line goes; lines below `level` are not written */
export function createLog(level: Config["logLevel"], write: (line: string) => void): Log {
  return (at, message, fields = "") => {
    if (RANK[at] < RANK[level]) return;
    const members = typeof fields === "string" ? fields : membersOf(fields);
    write(
      `{"time":"${timeOf(Date.now())}","level":"${at}","message":${jsonOf(message)}${members}}\n`,
    );
  };
}

function membersOf(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join("");
}

/** As JSON.stringify, which costs more where nothing needs an escape: in nearly every text. */
export function jsonOf(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return JSON.stringify(text);
  }
  return `"${text}"`;
}

let second = Number.NaN;
let toSecond = "";

/** The time as text, its date made once a second: that costs more than the rest of the line. */
function timeOf(ms: number): string {
  const rest = ms % 1000;
  if (ms - rest !== second) {
    second = ms - rest;
    toSecond = new Date(ms).toISOString().slice(0, -"000Z".length);
  }
  return `${toSecond}${rest < 10 ? "00" : rest < 100 ? "0" : ""}${rest}Z`;
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
