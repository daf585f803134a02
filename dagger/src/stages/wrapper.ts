/**
 * The script in which a scanner runs in its container, for busybox and GNU alike. It writes down,
 * inside the layer, when the scan really ran and how it ended: a layer that is taken from the cache
 * keeps the time of its first run. A failed exec loses its files, so the log's end goes to standard
 * error. Exit codes are our own, since a bound service's can look like the scanner's.
 */
export const IN = "/greengate/in";
export const OUT = "/greengate/out";
export const RAW = `${OUT}/raw`;
export const META = `${OUT}/meta`;

export const EXIT = { timedOut: 90, failed: 91, neverUp: 92 } as const;

export interface Script {
  /** Shell commands, one a line; the last one's exit code is the tool's. */
  readonly steps: readonly string[];
  readonly seconds: number;
  /** Exit codes besides 0 with which the tool did its work. */
  readonly fine?: readonly number[];
}

/** @returns file name → content, to be mounted at `IN` and run as `sh /greengate/in/run.sh` */
export function wrapper({ steps, seconds, fine = [] }: Script): Record<string, string> {
  const run = `#!/bin/sh
mkdir -p ${RAW} ${META}
date -u +%Y-%m-%dT%H:%M:%SZ > ${META}/started
read -r from rest < /proc/uptime
timeout ${seconds} sh ${IN}/steps.sh > ${META}/log 2>&1
code=$?
read -r to rest < /proc/uptime
echo "$from $to" > ${META}/uptime
echo "$code" > ${META}/exit
case "$code" in
  ${[0, ...fine].join("|")}) exit 0 ;;
esac
tail -n 20 ${META}/log >&2
case "$code" in
  124|137|143) exit ${EXIT.timedOut} ;;
  ${EXIT.neverUp}) exit ${EXIT.neverUp} ;;
esac
echo "exit code $code" >&2
exit ${EXIT.failed}
`;
  return { "run.sh": run, "steps.sh": `${steps.join("\n")}\n` };
}

/** One command with its arguments, each quoted for a POSIX shell. */
export function command(program: string, args: readonly string[]): string {
  return [program, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(" ");
}
