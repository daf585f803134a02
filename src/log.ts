/** Logs as JSON, one object a line, on standard output: what a container's host collects. */
import type { Config } from "./config.ts";

const RANK = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 } as const;
type Level = Exclude<keyof typeof RANK, "silent">;

/** @param fields what else the line tells; it becomes text later, so nobody may change it */
export type Log = (level: Level, message: string, fields?: object) => void;

export interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  readonly fields?: object | undefined;
}

/** @param add where an entry goes; those below `level` go nowhere */
export function createLog(level: Config["logLevel"], add: (entry: Entry) => void): Log {
  return (at, message, fields) => {
    if (RANK[at] >= RANK[level]) add({ time: Date.now(), level: at, message, fields });
  };
}

/** The entry as a line, with its end. */
export function lineOf({ time, level, message, fields }: Entry): string {
  return `${JSON.stringify({ time: timeOf(time), level, message, ...fields })}\n`;
}

let second = Number.NaN;
let toSecond = "";

/** The time as text, its date made once a second: that costs as much as the rest of the line. */
function timeOf(ms: number): string {
  const rest = ms % 1000;
  if (ms - rest !== second) {
    second = ms - rest;
    toSecond = new Date(ms).toISOString().slice(0, -"000Z".length);
  }
  return `${toSecond}${String(rest).padStart(3, "0")}Z`;
}

/** How long an entry may wait, in milliseconds, and how many may. */
const FLUSH_MS = 20;
const MOST_ENTRIES = 512;

/**
 * Makes and writes lines in bunches. One by one, between two answers, they would cost a busy service
 * several times as much: a write each, and code that has left the processor's caches by then.
 * @param write is blocking, so that what `flush` wrote is out before the process ends
 */
export function createLogBuffer(write: (lines: string) => void): {
  readonly add: (entry: Entry) => void;
  readonly flush: () => void;
} {
  let waiting: Entry[] = [];
  const flush = () => {
    const lines = waiting.map(lineOf).join("");
    waiting = [];
    if (lines !== "") write(lines);
  };
  const add = (entry: Entry) => {
    if (waiting.length === 0) setTimeout(flush, FLUSH_MS);
    waiting.push(entry);
    if (waiting.length === MOST_ENTRIES) flush();
  };
  return { add, flush };
}
