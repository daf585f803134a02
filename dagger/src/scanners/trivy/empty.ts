/** Lockfiles that list nothing that ships. */
import { isDevelopmentAlone } from "./pnpm.ts";

/**
 * A lockfile that honestly lists no package that ships; one that can't be read is not empty, and
 * Trivy passing over it is missing evidence.
 */
export function isEmpty(name: string, text: string): boolean {
  if (name === "requirements.txt") return !/^[^#\s-].*==/m.test(text);
  if (name === "go.mod") return !/^\s*require\b/m.test(text);
  if (name === "pnpm-lock.yaml") return isDevelopmentAlone(text);
  if (name !== "package-lock.json" && name !== "npm-shrinkwrap.json") return false;
  try {
    const { packages, dependencies } = JSON.parse(text) as {
      packages?: Record<string, { dev?: boolean; link?: boolean }>;
      dependencies?: Record<string, { dev?: boolean }>;
    };
    // Which of the two counts, its version says; an empty one must not stand in for the other.
    const entries = [packages, dependencies].flatMap((each) => Object.entries(each ?? {}));
    return entries.every(([at, entry]) => at === "" || entry.dev === true);
  } catch {
    return false;
  }
}
