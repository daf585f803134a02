/** What differs between two policies, in sentences: a change must not loosen its own gate unseen. */
import type { Exception } from "../exceptions/written.ts";
import type { Policy } from "./policy.ts";

/**
 * @param before as on the protected branch
 * @param after as the change has it
 * @returns one sentence for each field, entry or exception that was added, removed or changed
 */
export function policyChanges(before: Policy, after: Policy): string[] {
  const [old, now] = [flat(before), flat(after)];
  const fields = [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
    const [was, is] = [old.get(field), now.get(field)];
    if (was === is) return [];
    if (was === undefined) return [`${field} added${is === "" ? "" : `: ${is}`}`];
    if (is === undefined) return [`${field} removed${was === "" ? "" : `, which was ${was}`}`];
    return [`${field}: ${was} → ${is}`];
  });
  return [...fields, ...exceptionChanges(exceptionsOf(before), exceptionsOf(after))];
}

/** A command is its words in their order. */
const IN_ORDER = /(^|\.)test$/;

/** Every leaf by its path; an entry of a list by what names it, so that order does not count. */
function flat(policy: Policy): Map<string, string> {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value) && IN_ORDER.test(path)) {
      leaves.set(path, JSON.stringify(value));
    } else if (Array.isArray(value)) {
      for (const item of value) {
        if (typeof item === "object" && item !== null) walk(item, `${path} ${nameOf(item)}`);
        else leaves.set(`${path} ${String(item)}`, "");
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key !== "exceptions" || !Array.isArray(inner))
          walk(inner, path === "" ? key : `${path}.${key}`);
      }
    } else if (value !== undefined) {
      leaves.set(path, String(value));
    }
  };
  walk(policy, "");
  return leaves;
}

/** By its name, stage or path, whichever such an entry has. */
function nameOf(item: object): string {
  const { name, stage, path } = item as Readonly<Record<string, unknown>>;
  return String(name ?? stage ?? path ?? JSON.stringify(item));
}

interface Placed {
  readonly exception: Exception;
  /** The service in whose list it is. */
  readonly list: string | undefined;
}

const exceptionsOf = ({ exceptions, services = [] }: Policy): Placed[] => [
  ...exceptions.map((exception) => ({ exception, list: undefined })),
  ...services.flatMap(({ name, exceptions }) =>
    exceptions.map((exception) => ({ exception, list: name })),
  ),
];

function exceptionChanges(before: readonly Placed[], after: readonly Placed[]): string[] {
  const same = (a: Placed, b: Placed) => JSON.stringify(a) === JSON.stringify(b);
  const gone = before.filter((old) => !after.some((now) => same(old, now)));
  const come = after.filter((now) => !before.some((old) => same(old, now)));
  const changed = new Set<Placed>();
  const sentences = come.map((now) => {
    const old = gone.find(
      (each) =>
        !changed.has(each) && each.exception.id === now.exception.id && each.list === now.list,
    );
    if (!old) return `exception added: ${words(now)}`;
    changed.add(old);
    const how = isWider(old, now) ? "widened" : "changed";
    return `exception ${how}: ${words(old)} → ${words(now)}`;
  });
  const removed = gone.filter((old) => !changed.has(old));
  return [...sentences, ...removed.map((old) => `exception removed: ${words(old)}`)];
}

const SCOPE = ["package", "purl", "versions", "path", "service", "stage"] as const;

/** It lost or changed a limit, or may run for longer. */
function isWider({ exception: old }: Placed, { exception: now }: Placed): boolean {
  const lost = SCOPE.some((part) => old[part] !== undefined && old[part] !== now[part]);
  const longer = old.until !== undefined && (now.until === undefined || now.until > old.until);
  return lost || longer || (old.untilFixed && !now.untilFixed);
}

function words({ exception, list }: Placed): string {
  const { id, owner, until, untilFixed, reason } = exception;
  const limits = SCOPE.flatMap((part) => (exception[part] ? [`${part} ${exception[part]}`] : []));
  const scope = [...(list === undefined ? [] : [`service ${list}`]), ...limits].join(", ");
  const days = [until === undefined ? "" : `until ${until}`, untilFixed ? "until fixed" : ""];
  return `${id} (${scope || "wherever it is found"}), ${owner} ${days.filter(Boolean).join(", ")}: ${reason}`;
}
