/** The verdict that a reports folder holds already, where the one that was made now differs from it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Judged, verdictsOf } from "../dagger/src/core/judged.ts";
import { VERDICTS, type Verdict } from "../dagger/src/core/verdict.ts";
import { isFile } from "../dagger/src/folder/is-file.ts";

/** What a verdict comes to: facts such as a database's age change by the hour. */
const outcome = z.object({
  service: z.string(),
  verdict: z.enum(VERDICTS),
  stages: z.array(z.object({ stage: z.string(), state: z.string() })),
  findings: z.array(z.object({ fingerprint: z.string(), action: z.string() })),
});

/**
 * @param folders that were judged, each of one service, or with a folder for each
 * @returns a line for each verdict.json in them that says something else than what was judged
 */
export function earlierVerdicts(folders: readonly string[], judged: Judged): string[] {
  return folders.flatMap((folder) =>
    verdictsOf(judged).flatMap((verdict) =>
      [folder, join(folder, verdict.service)].flatMap((each) => {
        const path = join(each, "verdict.json");
        const earlier = outcomeIn(path);
        if (earlier?.service !== verdict.service || same(earlier, verdict)) return [];
        return [`${path} is the earlier verdict (${earlier.verdict}); --out DIR writes this one`];
      }),
    ),
  );
}

/** @returns undefined where none is there, or none that can be read: it decides nothing */
function outcomeIn(path: string): z.output<typeof outcome> | undefined {
  if (!isFile(path)) return undefined;
  try {
    return outcome.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

const same = (earlier: z.output<typeof outcome>, now: Verdict): boolean =>
  JSON.stringify(earlier) === JSON.stringify(outcome.parse(now));
