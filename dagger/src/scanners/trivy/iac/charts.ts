/**
 * Helm charts as wholes. One that can't be rendered (a broken template, a dependency that is not in
 * its folder `charts`) Trivy passes over with exit 0 (measured, 0.76), and nothing else shows it where
 * its templates only take in those of another file or chart. So a template of ours is laid in each:
 * where that was rendered, the chart was.
 */
import { z } from "zod";
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";

export const chart = z.object({
  /** Its Chart.yaml. */
  path: z.string(),
  /** The template of ours. */
  witness: z.string(),
});
export type Chart = z.output<typeof chart>;

/** No manifest before it is rendered, so that Trivy can't take the file itself for one. */
export const CHART_WITNESS = `apiVersion: v1
kind: {{ "ConfigMap" }}
metadata:
  name: greengate-witness
`;

/** But for those in another one's `charts`, which that one takes in, and libraries, which nobody installs. */
export function chartsIn(files: readonly string[], text: SourceTree["text"]): Chart[] {
  const all = files.filter((path) => nameOf(path) === "Chart.yaml");
  const inner = all.map((path) => `${folderOf(path)}charts/`);
  return all
    .filter((path) => !inner.some((folder) => path.startsWith(folder)))
    .filter((path) => !/^["']?type["']?:\s*["']?library\b/m.test(text(path)))
    .map((path) => ({ path, witness: witnessIn(`${folderOf(path)}templates/`, files) }));
}

function witnessIn(folder: string, files: readonly string[]): string {
  let name = "greengate-witness";
  while (files.includes(`${folder}${name}.yaml`)) name += "-";
  return `${folder}${name}.yaml`;
}
