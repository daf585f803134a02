/** What Trivy is given of a source's Terraform, and what the record says of it. */
import { compareText } from "../../../core/compare.ts";
import { folderOf } from "../../source-tree.ts";
import { optionalModules } from "./modules.ts";

export const isTerraform = (path: string): boolean => /\.(tf|tofu)(\.json)?$/.test(path);

/** Terraform takes these by itself, Trivy only those that it is told of (measured, 0.76). */
const VALUES = /(^|\/)(terraform|[^/]*\.auto)\.tfvars(\.json)?$/;
export const isValues = (path: string): boolean => VALUES.test(path);

/** https://developer.hashicorp.com/terraform/language/files/override */
const OVERRIDE = /(^|\/)([^/]*_)?override\.(tf|tofu)(\.json)?$/;
export const isOverride = (path: string): boolean => OVERRIDE.test(path);

/** The files of values beside Terraform's. Trivy gives them to every folder: a value for the one would stand in for another's. */
export function valuesOf(files: readonly string[], terraform: readonly string[]) {
  const folders = new Set(terraform.map(folderOf));
  const beside = (path: string) => isValues(path) && folders.has(folderOf(path));
  const values = files.filter(beside);
  const ofOneFolder = folders.size === 1;
  return {
    used: ofOneFolder ? [...values].sort(lastCounts) : [],
    unused: ofOneFolder ? [] : values,
    wants: (path: string) => ofOneFolder && beside(path),
  };
}

/** `terraform.tfvars`, the same in JSON, then the others by name. https://developer.hashicorp.com/terraform/language/values/variables */
const lastCounts = (one: string, other: string): number =>
  Number(/\.auto\./.test(one)) - Number(/\.auto\./.test(other)) || compareText(one, other);

/** Path and text of each file. */
type Texts = readonly (readonly [string, string])[];

/** A block of ours at the end of each: it is evaluated where the file parses. */
export const withWitnesses = (files: Texts): [string, string][] =>
  files
    .filter(([path]) => !path.endsWith(".json"))
    .map(([path, text], index) => [path, `${text}\nvariable "greengate_witness_${index}" {}\n`]);

export function withResources(files: Texts) {
  const optional = optionalModules(files);
  return files.map(([path, text]) => ({
    path,
    resources: resourceLines(text),
    optional: optional.has(folderOf(path)),
  }));
}

const RESOURCE = /^\s*resource\s+"/;

const resourceLines = (text: string): number[] =>
  text.split("\n").flatMap((line, index) => (RESOURCE.test(line) ? [index + 1] : []));
