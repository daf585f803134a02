/**
 * The order of RPM's versions, `rpmvercmp`:
 * https://rpm-software-management.github.io/rpm/manual/spec.html, "Versioning"
 */
import { compareText } from "../compare.ts";

/** @returns less than zero where `a` is the older one */
export function compareRpm(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  return (
    left.epoch - right.epoch ||
    compareSegments(left.version, right.version) ||
    // A version without a release is any release of it.
    (left.release === "" || right.release === "" ? 0 : compareSegments(left.release, right.release))
  );
}

export const isRpm = (version: string): boolean => /^(\d+:)?[\w.+~^-]+$/.test(version);

function partsOf(text: string) {
  const [, epoch = "0", version = "", release = ""] =
    /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/.exec(text) ?? [];
  return { epoch: Number(epoch), version, release };
}

/** Numbers, words, `~` (before the end) and `^` (after it, but before anything more). */
function compareSegments(a: string, b: string): number {
  const [left, right] = [segmentsOf(a), segmentsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, two] = [left[index], right[index]];
    const order = kind(one) - kind(two) || within(one ?? "", two ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

const segmentsOf = (text: string): string[] => text.match(/\d+|[a-z]+|~|\^/gi) ?? [];

function kind(segment: string | undefined): number {
  if (segment === "~") return -1;
  if (segment === undefined) return 0;
  if (segment === "^") return 1;
  return /\d/.test(segment) ? 3 : 2;
}

const within = (a: string, b: string): number =>
  /^\d/.test(a) ? Number(a) - Number(b) : compareText(a, b);
