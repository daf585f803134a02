/** Lockfiles that list nothing that ships. */

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

/** Of pnpm: what the projects ask for themselves, in `importers` or, in old ones of one project, at the top. */
function isDevelopmentAlone(text: string): boolean {
  const importers = /^importers:\s*\n((?:[ \t].*\n|\s*\n)*)/m.exec(text)?.[1] ?? "";
  const shipped = /^(dependencies|optionalDependencies):/m;
  const asked = /^(devD|d|optionalD)ependencies:|^importers:/m.test(text);
  return asked && !shipped.test(text) && !shipped.test(importers.replace(/^[ \t]+/gm, ""));
}
