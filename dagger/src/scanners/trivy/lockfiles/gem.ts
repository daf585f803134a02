/**
 * Bundler's lockfile has a gem once for each platform, and one of them may be of another version: Trivy
 * keeps the last alone, with exit 0 (measured, 0.76).
 */
import { addTo } from "../../../core/add-to.ts";
import { eachNameOnce } from "./name-once.ts";

/** @returns the lockfile, then more that list the other versions; nothing where it has none */
export function asEveryPlatform(text: string): string[] {
  const versions = new Map<string, string[]>();
  for (const [, name = "", version = ""] of text.matchAll(
    /^ {4}(\S+) \(([^\s)-]+)(?:-[^\s)]*)?\)\r?$/gm,
  )) {
    addTo(versions, name, version);
  }
  const others = [...versions].flatMap(([name, all]) =>
    [...new Set(all)]
      .filter((version) => version !== all.at(-1))
      .map((version) => ({ name, version })),
  );
  if (others.length === 0) return [];
  const lockfiles = eachNameOnce(others).map((each) => {
    const specs = each.map(({ name, version }) => `    ${name} (${version})\n`);
    return `GEM\n  specs:\n${specs.join("")}\nDEPENDENCIES\n`;
  });
  return [text, ...lockfiles];
}
