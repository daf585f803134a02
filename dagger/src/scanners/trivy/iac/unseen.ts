/**
 * Infrastructure that the stage does not look at, or not wholly: said by name, since "nothing found"
 * would otherwise be taken for all of it.
 */
import { few } from "../../../core/few.ts";
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";
import { documentsIn, KIND } from "./documents.ts";

/** Compose, Terragrunt, Bicep, by their names. */
const BY_NAME =
  /(^|\/)(docker-compose[^/]*\.ya?ml|compose([._-][^/]*)?\.ya?ml|terragrunt\.hcl|[^/]+\.bicep)$/i;
const CLOUDFORMATION =
  /["']?AWSTemplateFormatVersion["']?\s*:|["']?Type["']?\s*:\s*["']?AWS::\w+::/;
const MAY_BE_CLOUDFORMATION = /\.(ya?ml|json|template)$/i;
/** A manifest that another tool fills in first: `pod.yaml.j2`, `pod.yml.erb`. */
const FILLED_IN = /\.(ya?ml|json)\.[a-z0-9]+$/i;
const API = /^["']?apiVersion["']?:/m;

/** @param isLookedAt whether Trivy is given it */
export const unknownKinds = (
  { paths, text }: Pick<SourceTree, "paths" | "text">,
  isLookedAt: (path: string) => boolean,
): string[] =>
  paths.filter((path) => {
    if (isLookedAt(path)) return false;
    if (BY_NAME.test(path)) return true;
    if (MAY_BE_CLOUDFORMATION.test(path)) return CLOUDFORMATION.test(text(path));
    return FILLED_IN.test(path) && isManifest(text(path));
  });

const isManifest = (text: string): boolean =>
  documentsIn(text).some((document) => API.test(document) && KIND.test(document));

/** Those of another environment, say: `values-prod.yaml`, `prod.values.yaml`. */
const VALUES = /^(values[-_.].+|.+[-_.]values)\.ya?ml$/i;

/** @param charts their folders */
export const otherValues = (paths: readonly string[], charts: readonly string[]): string[] =>
  paths.filter((path) => charts.includes(folderOf(path)) && VALUES.test(nameOf(path)));

/** The source of a module, before any nested block, and not one in a comment. */
const CALL = /^[ \t]*module\s+"?[\w-]+"?\s*\{(?:[^{}]*?\n)?[ \t]*source\s*=\s*"([^"./][^"]*)"/gm;
/** Values with braces, which are no blocks: `providers = { aws = aws.east }`. */
const MAP = /=[ \t]*\{[^{}]*\}/g;
/** With a password in it that may have an @ too. */
const USER = /\/\/[^/]*@/;

/**
 * @param files path and text of each
 * @returns `main.tf (terraform-aws-modules/vpc/aws)`: what to fetch is in no file of the source
 */
export const modulesFetched = (files: readonly (readonly [string, string])[]): string[] => {
  const calls = files.flatMap(([path, text]) =>
    [...text.replace(MAP, "=").matchAll(CALL)].map(
      ([, from = ""]) => `${path} (${from.replace(USER, "//")})`,
    ),
  );
  return [...new Set(calls)];
};

export interface Unseen {
  readonly unknown: readonly string[];
  readonly otherValues: readonly string[];
  readonly fetched: readonly string[];
}

const MOST_NAMED = 8;

/** In words, each a clause that ends with no full stop. */
export function unseenWords({ unknown, otherValues, fetched }: Unseen): string[] {
  const named = (what: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`${what}: ${few(list, MOST_NAMED)}`];
  return [
    ...named("Infrastructure that no check here knows, so not looked at", unknown),
    ...named("Charts were rendered without the values of", otherValues),
    ...named("Modules from elsewhere, looked at only where Trivy could fetch them", fetched),
  ];
}
