/**
 * What sbt's lockfile lists for the application and Trivy leaves out, with exit 0 (measured, 0.76): it
 * reads the configurations `compile` and `runtime` alone. What is `optional` is one only to projects that
 * depend on this one: it is on the classpath that sbt runs and packs, `runtime-internal`.
 * Format: https://stringbean.github.io/sbt-dependency-lock/file-formats/version-1.html
 */
import { any, parsed, withoutMark } from "./parsed.ts";

const READ: ReadonlySet<unknown> = new Set(["compile", "runtime"]);
const SHIPS: ReadonlySet<unknown> = new Set(["optional", "runtime-internal"]);

/** @returns undefined where it stays as it is, or can't be read */
export function asRuntime(text: string): string | undefined {
  const lock = any(parsed(JSON.parse, withoutMark(text)));
  const { dependencies } = lock;
  if (!Array.isArray(dependencies) || !dependencies.some(isLeftOut)) return undefined;
  return JSON.stringify({
    ...lock,
    dependencies: dependencies.map((each) =>
      isLeftOut(each) ? { ...any(each), configurations: ["runtime"] } : each,
    ),
  });
}

/** One that names no configuration may be in any. */
function isLeftOut(dependency: unknown): boolean {
  const { configurations } = any(dependency);
  const names: unknown[] = Array.isArray(configurations) ? configurations : [];
  const has = (those: ReadonlySet<unknown>) => names.some((name) => those.has(name));
  return !has(READ) && (names.length === 0 || has(SHIPS));
}
