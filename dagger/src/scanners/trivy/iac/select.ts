/** The infrastructure files of a source: Terraform, Kubernetes manifests, Helm charts. */
import { z } from "zod";
import { compareText } from "../../../core/compare.ts";
import type { Selection } from "../../invocation.ts";
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";
import { CHART_WITNESS, chart, witnessedCharts } from "./charts.ts";
import { withoutHooks } from "./hooks.ts";
import { manifestsIn } from "./manifests.ts";
import { callsOfUnread, optionalModules } from "./modules.ts";
import { template, templateOf } from "./templates.ts";

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

const TERRAFORM = /\.(tf|tofu)(\.json)?$/;
export const isTerraform = (path: string): boolean => TERRAFORM.test(path);
const MANIFEST = /\.(ya?ml|json)$/;
const RESOURCE = /^\s*resource\s+"/;
/** Terraform takes these by itself, Trivy only those that it is told of (measured, 0.76). */
const VALUES = /(^|\/)(terraform|[^/]*\.auto)\.tfvars(\.json)?$/;
/** https://developer.hashicorp.com/terraform/language/files/override */
const OVERRIDE = /(^|\/)([^/]*_)?override\.(tf|tofu)(\.json)?$/;
/**
 * Other parts may stand before: `#trivy:exp:2099-01-01:ignore:AWS-0107`.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/iac/ignore/parse.go
 */
export const silencesCheck = (text: string): boolean =>
  text.split(/[ \n]/).some((word) => {
    const at = word.search(/(trivy|tfsec):/);
    return at !== -1 && word.includes(":ignore", at);
  });

export const isValues = (path: string): boolean => VALUES.test(path);

export function selectIac({ paths, text }: SourceTree): IacFiles {
  // A module's list that someone committed would lead Trivy to other files than the code's.
  const isOwn = (path: string) => !/(^|\/)\.terraform\//.test(path);
  const files = paths.filter(isOwn);
  const charts = files.filter((path) => nameOf(path) === "Chart.yaml").map(folderOf);
  const inChart = (path: string) => charts.some((folder) => path.startsWith(folder));
  const terraform = files.filter((path) => TERRAFORM.test(path));
  const folders = new Set(terraform.map(folderOf));
  const values = files.filter((path) => isValues(path) && folders.has(folderOf(path)));
  // Trivy gives them to every folder: a value for the one would stand in for another's.
  const used = folders.size === 1 ? values.sort(lastCounts) : [];
  const optional = optionalModules(terraform.map((path) => [path, text(path)]));
  const manifests = files
    .filter((path) => MANIFEST.test(path) && !inChart(path))
    .map((path) => ({ path, ...manifestsIn(path, text(path)) }))
    .filter(({ documents }) => documents > 0);
  const templates = files.filter(
    (path) =>
      charts.some((folder) => path.startsWith(`${folder}templates/`)) &&
      // Helm renders every other file there, whatever its ending.
      !nameOf(path).startsWith("_") &&
      nameOf(path) !== "NOTES.txt" &&
      /^[^\S\n\r\u2028\u2029]*["']?kind["']?:/m.test(text(path)),
  );
  const witnessed = witnessedCharts(charts, files, text);
  return {
    paths: [...terraform, ...used, ...manifests.map(({ path }) => path), ...files.filter(inChart)],
    wants: (path, real) =>
      isOwn(path) &&
      (TERRAFORM.test(path) ||
        (folders.size === 1 && isValues(path) && folders.has(folderOf(path))) ||
        inChart(path) ||
        nameOf(path) === "Chart.yaml" ||
        (MANIFEST.test(path) &&
          (real === undefined || manifestsIn(path, text(real)).documents > 0))),
    planted: Object.fromEntries([
      ...terraform
        .filter((path) => !path.endsWith(".json"))
        .map((path, index) => [path, `${text(path)}\nvariable "greengate_witness_${index}" {}\n`]),
      ...files
        .filter((path) => inChart(path) && /\.(ya?ml|tpl)$/.test(path))
        .flatMap((path) => {
          const plain = withoutHooks(text(path));
          return plain === undefined ? [] : [[path, plain]];
        }),
      ...witnessed.map(({ witness }) => [witness, CHART_WITNESS]),
    ]),
    evidence: {
      terraform: terraform.map((path) => ({
        path,
        resources: resourceLines(text(path)),
        optional: optional.has(folderOf(path)),
      })),
      kubernetes: manifests,
      templates: templates.map((path) => ({ path, ...templateOf(text(path)) })),
      charts: witnessed,
      silenced: terraform.filter((path) => silencesCheck(text(path))),
      elsewhere: callsOfUnread(terraform.map((path) => [path, text(path)])),
      overrides: terraform.filter((path) => OVERRIDE.test(path)),
      valuesUnused: values.filter((path) => !used.includes(path)),
    },
  };
}

/** `terraform.tfvars`, the same in JSON, then the others by name. https://developer.hashicorp.com/terraform/language/values/variables */
const lastCounts = (one: string, other: string): number =>
  Number(/\.auto\./.test(one)) - Number(/\.auto\./.test(other)) || compareText(one, other);

const resourceLines = (text: string): number[] =>
  text.split("\n").flatMap((line, index) => (RESOURCE.test(line) ? [index + 1] : []));
