/**
 * Packages that npm's first lockfile lists behind another name, `"my": { "version": "npm:lodash@4.17.4" }`:
 * Trivy looks up a package `my` of that version, which there is none of, and exits 0 (measured, 0.76).
 */
import { z } from "zod";

interface Listed {
  readonly version?: unknown;
  readonly dev?: unknown;
  readonly dependencies?: Readonly<Record<string, Listed>> | undefined;
}

const listed: z.ZodType<Listed> = z.looseObject({
  version: z.unknown().optional(),
  dev: z.unknown().optional(),
  dependencies: z.lazy(() => z.record(z.string(), listed)).optional(),
});

/** @returns the lockfile, then one for each such package under its own name; nothing where it has none */
export function withOwnNames(text: string): string[] {
  // Most have none, and are not worth parsing.
  if (!/"version":\s*"npm:/.test(text)) return [];
  const aliases = new Set(aliasesIn(listed.safeParse(read(text)).data));
  return aliases.size === 0 ? [] : [text, ...[...aliases].sort().map(lockfileOf)];
}

function aliasesIn(of: Listed | undefined): string[] {
  return Object.values(of?.dependencies ?? {}).flatMap((each) => {
    const ships = typeof each.version === "string" && each.dev !== true;
    const id = ships ? /^npm:(.+@.+)$/.exec(String(each.version))?.[1] : undefined;
    return [...(id === undefined ? [] : [id]), ...aliasesIn(each)];
  });
}

function lockfileOf(id: string): string {
  const at = id.lastIndexOf("@");
  const dependencies = { [id.slice(0, at)]: { version: id.slice(at + 1) } };
  return JSON.stringify({ lockfileVersion: 1, dependencies });
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
