/** `--baseline`, `--kev`, `--epss` and `--sarif`: what is given beside the reports. */
import { type Given, readGiven, strangeBaseline } from "../../dagger/src/folder/given.ts";
import { orUsageError, UsageError } from "../usage-error.ts";
import { stageFiles } from "./stage-files.ts";

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
  const others = sarif && stageFiles("--sarif", sarif);
  const given = orUsageError(readGiven({ baselines: baseline, kev, epss, sarif: others }));
  const strange = services && strangeBaseline(given, services);
  if (strange) throw new UsageError(strange.message, strange.hint);
  return given;
}
