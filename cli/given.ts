/** `--baseline`, `--kev`, `--epss` and `--sarif`: what is given beside the reports. */
import { type Given, readGiven, strangeBaseline } from "../dagger/src/folder/given.ts";
import { UsageError } from "./usage.ts";

export const GIVEN_OPTIONS = {
  baseline: { type: "string", multiple: true },
  kev: { type: "string" },
  epss: { type: "string" },
  sarif: { type: "string", multiple: true },
} as const;

interface Values {
  readonly baseline?: string[] | undefined;
  readonly kev?: string | undefined;
  readonly epss?: string | undefined;
  readonly sarif?: string[] | undefined;
}

/**
 * @param services those that are judged, where that is known before their folders are read
 * @throws UsageError on a file that is not what it should be, or of another service
 */
export function givenTo(
  { baseline, kev, epss, sarif }: Values,
  services: readonly string[] | undefined,
): Given {
  const given = readGiven({ baselines: baseline, kev, epss, sarif: sarif && byStage(sarif) });
  if (!given.ok) throw new UsageError(given.error.message, given.error.hint);
  const strange = services && strangeBaseline(given.value, services);
  if (strange) throw new UsageError(strange.message, strange.hint);
  return given.value;
}

/** NAME=FILE …; a stage given twice would hide one of the two. */
function byStage(reports: readonly string[]): Map<string, string> {
  const paths = new Map<string, string>();
  for (const report of reports) {
    const at = report.indexOf("=");
    const [stage, path] = [report.slice(0, at), report.slice(at + 1)];
    if (at < 1 || path === "") throw new UsageError(`--sarif takes NAME=FILE, not ${report}`);
    if (paths.has(stage)) throw new UsageError(`--sarif ${stage} is given twice`);
    paths.set(stage, path);
  }
  return paths;
}
