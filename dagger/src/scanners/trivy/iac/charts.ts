/**
 * Helm charts: whether each was rendered. Trivy passes over one that Helm refuses (a chart that it
 * depends on is not there, a value is missing, a template is broken) and exits 0; those of its
 * templates that parse as they stand it then takes for plain manifests, `{{ … }}` and all (measured,
 * 0.76). So a template of ours is laid in each: it shows where the chart was rendered, and only there.
 */
import { z } from "zod";
import type { Gap } from "../../../core/gap.ts";
import { sentence } from "../../../core/sentence.ts";
import { free } from "../moved.ts";

export const chart = z.object({
  /** Empty at the top, else with a slash at its end. */
  folder: z.string(),
  /** Our template in it. */
  witness: z.string(),
});

export type Chart = z.output<typeof chart>;

/** Not YAML as it stands, so that it is no manifest unless Helm makes it one. */
export const CHART_WITNESS = `{{- if true }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: greengate-witness
{{- end }}
`;

/**
 * @param folders of every `Chart.yaml`
 * @returns the charts to witness: Helm takes those in another one's `charts` into that one, and installs no library
 */
export function witnessedCharts(
  folders: readonly string[],
  paths: readonly string[],
  text: (path: string) => string,
): Chart[] {
  const isPart = (folder: string) => folders.some((other) => folder.startsWith(`${other}charts/`));
  return folders
    .filter((folder) => !isPart(folder) && !isLibrary(text(`${folder}Chart.yaml`)))
    .map((folder) => ({ folder, witness: witnessIn(`${folder}templates/`, paths) }));
}

function witnessIn(templates: string, paths: readonly string[]): string {
  const there = paths
    .filter((path) => path.startsWith(templates))
    .map((path) => path.slice(templates.length));
  const name = free(there, "greengate-witness.yaml", (n) => `greengate-witness-${n}.yaml`);
  return templates + name;
}

const isLibrary = (text: string): boolean => /^["']?type["']?:\s*["']?library\b/m.test(text);

const OTHERWISE =
  "fetch the charts that it depends on (helm dependency build), give its values.yaml what its templates ask for, or exclude it in the policy.";
const REFUSED = `Helm refuses it: mend it, ${OTHERWISE}`;
const UNKNOWN = `Helm refuses it, or it lies inside of another chart: \`helm template\` says why. Mend it, move it out of the other chart, ${OTHERWISE}`;

/**
 * Of a chart whose template of ours does not show.
 *
 * @param why Helm refused it, where that was heard
 */
export const notRendered = ({ folder }: Chart, why: string | undefined): Gap => ({
  code: "trivy.not-evaluated",
  message: `${folder === "" ? "The chart at the top" : `The chart ${folder.slice(0, -1)}`} was not rendered${why === undefined ? "." : `: ${sentence(why)}`}`,
  hint: why === undefined ? UNKNOWN : REFUSED,
});
