/**
 * Version ranges in VERS, as CycloneDX has them too (https://github.com/package-url/vers-spec):
 * `vers:npm/>=4.0.0|<4.17.21`. Order is known of npm, cargo and golang (semver) and pypi (PEP 440);
 * for every other type a range may only list versions, which are compared as text.
 */
import * as pep440 from "@renovatebot/pep440";
import semver from "semver";
import { fail, ok, type Result } from "../result.ts";

interface Order {
  readonly valid: (version: string) => boolean;
  /** Below, at or above 0. */
  readonly compare: (a: string, b: string) => number;
}

const SEMVER: Order = {
  valid: (version) => semver.valid(version) !== null,
  compare: (a, b) => semver.compare(a, b),
};

const ORDERS: ReadonlyMap<string, Order> = new Map(
  Object.entries({
    npm: SEMVER,
    cargo: SEMVER,
    golang: SEMVER,
    pypi: {
      valid: (version) => pep440.valid(version) !== null,
      compare: (a, b) => pep440.compare(a, b),
    },
  }),
);

interface Constraint {
  readonly comparator: "=" | "!=" | "<" | "<=" | ">" | ">=";
  readonly version: string;
}

export interface Versions {
  /** The purl type whose versions it orders. */
  readonly type: string;
  /** False for any version that can't be compared. */
  readonly has: (version: string) => boolean;
}

const hint = "Write it like vers:npm/>=4.0.0|<4.17.21, or vers:deb/3.0.9-1|3.0.11-1.";

/** Reads a range. What is not in VERS's order, or cannot be decided exactly, is a problem. */
export function parseVersions(text: string): Result<Versions> {
  const problem = (message: string) => fail({ code: "versions.not-valid", message, hint });
  const [, type, list] = /^vers:([a-z0-9.-]+)\/(\S+)$/.exec(text) ?? [];
  if (type === undefined || list === undefined) return problem(`${text} is no version range.`);
  const constraints: Constraint[] = [];
  for (const part of list.split("|")) {
    const [, comparator = "", raw = ""] = /^(>=|<=|!=|<|>)?([^<>=!*]+)$/.exec(part) ?? [];
    const version = decoded(raw);
    if (!version) return problem(`${part || "An empty part"} in ${text} is no constraint.`);
    constraints.push({ comparator: (comparator || "=") as Constraint["comparator"], version });
  }
  const order = ORDERS.get(type);
  if (!order) {
    const ranged = constraints.find(({ comparator }) => comparator !== "=");
    if (!ranged) {
      const listed = new Set(constraints.map(({ version }) => version));
      return ok({ type, has: (version) => listed.has(version) });
    }
    return problem(`The order of ${type} versions is not known here: list each version.`);
  }
  const odd = constraints.find(({ version }) => !order.valid(version));
  if (odd) return problem(`${odd.version} is no ${type} version.`);
  const unsorted = constraints.some(
    ({ version }, index) => index > 0 && order.compare(before(constraints, index), version) >= 0,
  );
  if (unsorted) return problem(`The versions in ${text} are not in ascending order, each once.`);
  const bounds = constraints.filter(({ comparator }) => /[<>]/.test(comparator));
  const redundant = bounds.some(
    ({ comparator }, index) => index > 0 && bounds[index - 1]?.comparator[0] === comparator[0],
  );
  if (redundant) return problem(`Two bounds of the same direction follow each other in ${text}.`);
  return ok({
    type,
    has: (version) => order.valid(version) && within(constraints, order, version),
  });
}

const before = (constraints: readonly Constraint[], index: number): string =>
  constraints[index - 1]?.version ?? "";

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** As the specification has it: equality first, then the interval that the version falls into. */
function within(constraints: readonly Constraint[], order: Order, version: string): boolean {
  const equal = constraints.find((each) => order.compare(each.version, version) === 0);
  if (equal) return ["=", "<=", ">="].includes(equal.comparator);
  const bounds = constraints.filter(({ comparator }) => /[<>]/.test(comparator));
  if (bounds.length === 0) return constraints.every(({ comparator }) => comparator === "!=");
  const next = bounds.find((bound) => order.compare(version, bound.version) < 0);
  // Between two bounds the upper one tells; above all of them the last does.
  return next
    ? next.comparator.startsWith("<")
    : bounds.at(-1)?.comparator.startsWith(">") === true;
}
