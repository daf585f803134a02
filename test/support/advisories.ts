/** Advisories files for tests that run by the clock of this host. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AdvisoriesFile,
  type Advisory,
  advisoriesFile,
} from "../../dagger/src/scanners/runtime/advisories.ts";
import { CANARIES } from "../../dagger/src/scanners/runtime/kinds/index.ts";
import { temporary } from "../e2e/greengate.ts";
import { fixture } from "./run.ts";

/** An advisory that hits every version of a runtime. */
export const ANY_VERSION: Advisory = {
  id: "CVE-2026-00000",
  title: "Every version is affected",
  severity: "high",
  affected: [{ from: "0.0.0" }],
};

/** The fixture's release lines, updated then; of its advisories only the canaries, and these. */
export function advisoriesOf(updated: Date, more: readonly Advisory[] = []): string {
  const file = advisoriesFile.parse(JSON.parse(fixture("runtime/advisories.json").toString()));
  const canaries = [...CANARIES.values()].map(([id]) => id);
  const runtimes = Object.entries(file.runtimes).map(([name, entry]) => [
    name,
    {
      ...entry,
      updated: updated.toISOString(),
      advisories: [...entry.advisories.filter(({ id }) => canaries.includes(id)), ...more],
    },
  ]);
  const path = join(temporary(), "advisories.json");
  const content = { ...file, runtimes: Object.fromEntries(runtimes) } as AdvisoriesFile;
  writeFileSync(path, JSON.stringify(content));
  return path;
}
