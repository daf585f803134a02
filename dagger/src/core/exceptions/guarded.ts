/** Ignore files and VEX of the source under a guard: what of them differs, and what of them counts. */
import type { Policy } from "../policy/policy.ts";
import type { Guard } from "../policy/protect.ts";
import { type Declared, NOTHING_DECLARED, parseDeclared } from "./declared.ts";
import type { Entry } from "./entry.ts";
import { parseTrivyignore } from "./trivyignore/parse.ts";

export interface GuardedFiles {
  /** What counts, and what is listed and does not. */
  readonly declared: Declared;
  /** Why no VEX statement of the source counts, where that is so. */
  readonly refused: string | undefined;
  /** What differs, in sentences. */
  readonly what: readonly string[];
}

/**
 * @param source what the scanned source declares
 * @param paths where the service's files may be; others of the branch are not this service's
 */
export function guardFiles(
  source: Declared,
  policy: Policy,
  guard: Guard | undefined,
  paths: readonly string[],
): GuardedFiles {
  const files = guard?.files;
  const own = new Map([...(files ?? [])].filter(([path]) => paths.includes(path)));
  const what = guard ? changesOf(source.files, files && own, guard.against) : [];
  if (!policy.policyFromProtected) return { declared: source, refused: undefined, what };
  if (files) {
    const read = parseDeclared(own);
    if (read.ok) return { declared: read.value, refused: undefined, what };
    const broken = `${read.error.message.replaceAll("\n", " ")} (${guard?.against})`;
    return { declared: NOTHING_DECLARED, refused: undefined, what: [...what, broken] };
  }
  const refused = "it is of the source, and the policy takes only what the protected branch has";
  const entries = source.entries.map((entry) => ({ ...entry, refused }));
  return { declared: { ...source, entries }, refused, what };
}

function changesOf(
  source: ReadonlyMap<string, string>,
  branch: ReadonlyMap<string, string> | undefined,
  against: string,
): string[] {
  if (!branch) {
    const paths = [...source.keys()].join(", ");
    return paths === "" ? [] : [`${paths}: nothing tells what ${against} has there`];
  }
  return [...new Set([...branch.keys(), ...source.keys()])].flatMap((path) => {
    const [was, is] = [branch.get(path), source.get(path)];
    if (was === is) return [];
    const how = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const [old, now] = [entriesOf(was, path), entriesOf(is, path)];
    const more = now.filter((entry) => !old.includes(entry)).map((entry) => `now ${entry}`);
    const less = old.filter((entry) => !now.includes(entry)).map((entry) => `no longer ${entry}`);
    return [[`${path} ${how}`, ...more, ...less].join("; ")];
  });
}

/** Of an ignore file, what it names; VEX is only said to differ. */
function entriesOf(text: string | undefined, path: string): string[] {
  if (text === undefined || !/\.trivyignore(\.ya?ml)?$/.test(path)) return [];
  const parsed = parseTrivyignore(text, path);
  return parsed.ok ? parsed.value.map(wordsOf) : ["what can't be read"];
}

const wordsOf = ({ id, scopeWords, until }: Entry): string =>
  `${[id, ...scopeWords].join(", ")} ${until === undefined ? "with no last day" : `until ${until}`}`;
