/** Why Helm refused a chart: Trivy's log alone says so, and its exit code is 0 (measured, 0.76). */
import { z } from "zod";

/** `WARN [helm scanner] Skipping chart file_path="api" err="parse chart: …"`, both as Go quotes a text. */
const SKIPPED =
  /\[helm scanner\] Skipping chart\tfile_path=("(?:[^"\\]|\\.)*"|\S+) err=("(?:[^"\\]|\\.)*")/g;
const LONGEST = 200;

const evidence = z.object({
  chartErrors: z.array(z.object({ folder: z.string(), why: z.string() })).default([]),
});

/** @returns for the run record; nothing where no chart was refused */
export function heardOfCharts(log: string) {
  const chartErrors = [...log.matchAll(SKIPPED)].map(([, path = "", error = ""]) => ({
    folder: folderOf(unquoted(path)),
    why: unquoted(error)
      .replace(/\s+/g, " ")
      .replace(/^parse chart: /, "")
      .replace(/ executing "[^"]*"/, "")
      .slice(0, LONGEST),
  }));
  return chartErrors.length === 0 ? {} : { chartErrors };
}

/** Go's quotes are JSON's but for escapes of what can't be printed. */
function unquoted(text: string): string {
  try {
    return z.string().parse(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, "");
  }
}

const folderOf = (path: string): string => (path === "." ? "" : `${path}/`);

/** @returns folder of a chart, with a slash at its end → why */
export const chartErrorsIn = (told: unknown): ReadonlyMap<string, string> =>
  new Map(
    (evidence.safeParse(told).data?.chartErrors ?? []).map(({ folder, why }) => [folder, why]),
  );
