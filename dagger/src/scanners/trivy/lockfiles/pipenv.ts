/**
 * Pipenv's other categories, of which Trivy reads `default` alone (measured, 0.76): any but `develop`
 * may be installed into an image, `pipenv install --categories`.
 */
import { z } from "zod";
import { parsed } from "./parsed.ts";
import { isDevelopment } from "./poetry.ts";

const lockfile = z.record(z.string(), z.record(z.string(), z.unknown()));

/** @returns a lockfile for each that lists a package; nothing where there is no other category */
export function asCategories(text: string): string[] {
  const { data } = lockfile.safeParse(parsed(JSON.parse, text));
  const listed = Object.entries(data ?? {}).filter(
    ([name, of]) => name !== "_meta" && !isDevelopment(name) && Object.keys(of).length > 0,
  );
  if (listed.every(([name]) => name === "default")) return [];
  return listed.map(([, of]) => JSON.stringify({ default: of }));
}
