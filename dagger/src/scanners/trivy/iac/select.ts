/** The infrastructure files of a source: Terraform, Kubernetes manifests, Helm charts. */
import { z } from "zod";
import { indented } from "../../indented.ts";
import type { Selection } from "../../invocation.ts";
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";
import { CHART_WITNESS, chart, witnessedCharts } from "./charts.ts";
import { withoutHooks } from "./hooks.ts";
import { manifestsIn } from "./manifests.ts";
import { callsOfUnread } from "./modules.ts";
import { template, templateOf } from "./templates.ts";
import {
  isOverride,
  isTerraform,
  valuesOf,
  withResources,
  withWitnesses,
} from "./terraform-files.ts";
import { modulesFetched, otherValues, unknownKinds } from "./unseen.ts";

export const iacEvidence = z.object({
  /** With the lines of their resources, and whether they are of a module that may be switched off. */
  terraform: z.array(
    z.object({ path: z.string(), resources: z.array(z.int()), optional: z.boolean() }),
  ),
  /** Files with as many documents, and whether one is a list, whose items Trivy passes over. */
  kubernetes: z.array(z.object({ path: z.string(), documents: z.int(), list: z.boolean() })),
  /** Templates of Helm charts that make a manifest. */
  templates: z.array(template),
  /** Charts with a template of ours, which shows where the chart was rendered. */
  charts: z.array(chart).default([]),
  /** Terraform files, or the Dockerfile, with a comment that silences a check; Trivy shows nothing of it. */
  silenced: z.array(z.string()),
  /** Terraform files with a call of a local module that is not among these files. */
  elsewhere: z.array(z.string()).default([]),
  /** Terraform files that change blocks of others, which Trivy takes for blocks of their own. */
  overrides: z.array(z.string()).default([]),
  /** Files of values that Terraform takes by itself and Trivy is not given. */
  valuesUnused: z.array(z.string()).default([]),
  /** Compose, CloudFormation and the like. */
  unknown: z.array(z.string()).default([]),
  /** Values of charts besides their `values.yaml`. */
  otherValues: z.array(z.string()).default([]),
  /** Calls of modules that lie in no file of the source. */
  fetched: z.array(z.string()).default([]),
});

export type IacEvidence = z.output<typeof iacEvidence>;

export interface IacFiles {
  /** Every file that is given to Trivy. */
  readonly paths: readonly string[];
  readonly wants: NonNullable<Selection["wants"]>;
  /**
   * Each Terraform file with a block of ours at its end: it is evaluated where the file parses. Files
   * of charts without Helm's hooks, and a template of ours in each chart.
   */
  readonly planted: Readonly<Record<string, string>>;
  readonly evidence: IacEvidence;
}

const MANIFEST = /\.(ya?ml|json)$/;
/**
 * Other parts may stand before: `#trivy:exp:2099-01-01:ignore:AWS-0107`.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/iac/ignore/parse.go
 */
export const silencesCheck = (text: string): boolean =>
  text.split(/[ \n]/).some((word) => {
    const at = word.search(/(trivy|tfsec):/);
    return at !== -1 && word.includes(":ignore", at);
  });

/** What names a kind of object, wherever in its file. */
const NAMES_KIND = indented(/["']?kind["']?:/);

export function selectIac(tree: SourceTree): IacFiles {
  const { text } = tree;
  const files = tree.paths.filter(isOwn);
  const terraform = files.filter(isTerraform).map((path) => [path, text(path)] as const);
  const terraformPaths = terraform.map(([path]) => path);
  const values = valuesOf(files, terraformPaths);
  const charts = files.filter((path) => nameOf(path) === "Chart.yaml").map(folderOf);
  const inChart = (path: string) => charts.some((folder) => path.startsWith(folder));
  const manifests = files
    .filter((path) => MANIFEST.test(path) && !isTemplate(path, charts))
    .map((path) => ({ path, ...manifestsIn(path, text(path)) }))
    .filter(({ documents }) => documents > 0);
  const templates = files.filter((path) => isRendered(path, charts) && NAMES_KIND.test(text(path)));
  const ofCharts = files.filter(inChart);
  const witnessed = witnessedCharts(charts, files, text);
  const given = new Set([...terraformPaths, ...manifests.map(({ path }) => path), ...ofCharts]);
  return {
    paths: [
      ...[...terraformPaths, ...values.used, ...ofCharts],
      ...manifests.map(({ path }) => path).filter((path) => !inChart(path)),
    ],
    wants: (path, real) =>
      isOwn(path) &&
      (isTerraform(path) ||
        values.wants(path) ||
        inChart(path) ||
        nameOf(path) === "Chart.yaml" ||
        (MANIFEST.test(path) &&
          (real === undefined || manifestsIn(path, text(real)).documents > 0))),
    planted: Object.fromEntries([
      ...withWitnesses(terraform),
      ...unhooked(ofCharts, text),
      ...witnessed.map(({ witness }) => [witness, CHART_WITNESS] as const),
    ]),
    evidence: {
      terraform: withResources(terraform),
      kubernetes: manifests,
      templates: templates.map((path) => ({ path, ...templateOf(text(path)) })),
      charts: witnessed,
      silenced: terraform.filter(([, content]) => silencesCheck(content)).map(([path]) => path),
      elsewhere: callsOfUnread(terraform),
      overrides: terraformPaths.filter(isOverride),
      valuesUnused: values.unused,
      unknown: unknownKinds(tree, (path) => given.has(path)),
      otherValues: otherValues(ofCharts, charts),
      fetched: modulesFetched(terraform),
    },
  };
}

type Text = SourceTree["text"];

/** A module's list that someone committed would lead Trivy to other files than the code's. */
const isOwn = (path: string): boolean => !/(^|\/)\.terraform\//.test(path);

/** What else lies in a chart's folder is what it is anywhere: a chart may be at the top of a repository. */
const isTemplate = (path: string, charts: readonly string[]): boolean =>
  charts.some((folder) => path.startsWith(`${folder}templates/`));

/** Helm renders every file there but these, whatever its ending. */
const isRendered = (path: string, charts: readonly string[]): boolean =>
  isTemplate(path, charts) && !nameOf(path).startsWith("_") && nameOf(path) !== "NOTES.txt";

const unhooked = (ofCharts: readonly string[], text: Text): [string, string][] =>
  ofCharts
    .filter((path) => /\.(ya?ml|tpl)$/.test(path))
    .flatMap((path) => {
      const plain = withoutHooks(text(path));
      return plain === undefined ? [] : [[path, plain]];
    });
