/** Notes where in the repository to look for what was reported: the runner alone has the source. */
import type { Anchors } from "../core/anchors.ts";
import { compareText } from "../core/compare.ts";
import type { RawFinding } from "../core/finding.ts";
import { POLICY_FILE } from "../core/policy/file.ts";
import type { Policy } from "../core/policy/policy.ts";
import { dockerfileOf } from "../core/policy/services.ts";
import { purlType } from "../core/versions/order.ts";
import { baseImage } from "../image/base-image.ts";
import { type SourceTree, textAt } from "../scanners/source-tree.ts";
import { sameName, sameVersion, shapeOf } from "./lockfile-lines.ts";
import { policyLines } from "./policy-lines.ts";

/**
 * @param tree the service's source
 * @param found what the scanners reported, of every stage
 * @returns the same, whatever the order of what was found
 */
export function anchorsOf(
  tree: SourceTree,
  { service }: Policy,
  found: readonly RawFinding[],
): Anchors {
  const path = dockerfileOf(service);
  const text = path === undefined ? undefined : textAt(tree, path);
  const base = text === undefined ? undefined : baseImage(text, service.target, service.buildArgs);
  const policy = textAt(tree, POLICY_FILE);
  return {
    ...(path !== undefined && base && { dockerfile: { path, ...base } }),
    packages: packageLines(tree, found),
    ...(policy === undefined ? { paths: [] } : policyLines(policy, POLICY_FILE, service.name)),
  };
}

/**
 * Each line of a lockfile on which a reported package stands in the reported version, whether it was
 * seen there or in the image; the lockfile alone where a report names it and the line is not found.
 */
function packageLines(tree: SourceTree, found: readonly RawFinding[]): Anchors["packages"] {
  const { reported, told } = packagesOf(found);
  const packages = new Map<string, Anchors["packages"][number]>();
  for (const path of reported.size === 0 ? [] : tree.paths) {
    const [type, shape] = shapeOf(path) ?? [];
    if (type === undefined || !shape) continue;
    const lines = new Map<string, number>();
    for (const { name, version, line } of shape((textAt(tree, path) ?? "").split(/\r?\n/))) {
      const key = `${sameName(type, name)} ${sameVersion(version)}`;
      if (!lines.has(key)) lines.set(key, line);
    }
    for (const { name, version, type: of } of reported.values()) {
      if (of !== type && of !== "") continue;
      const line = lines.get(`${sameName(type, name)} ${sameVersion(version)}`);
      if (line === undefined && !told.has(`${path} ${name}`)) continue;
      const one = { name, version, path, ...(line !== undefined && { line }) };
      packages.set(JSON.stringify([name, version, path]), one);
    }
  }
  return [...packages].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one);
}

/** A tool that gives no purl is taken at its word in every ecosystem. */
function packagesOf(found: readonly RawFinding[]) {
  const reported = new Map<string, { type: string; name: string; version: string }>();
  const told = new Set<string>();
  for (const { package: ref, location } of found) {
    if (!ref || ref.os) continue;
    const one = { type: purlType(ref.purl), name: ref.name, version: ref.version };
    reported.set(JSON.stringify(one), one);
    told.add(`${location.path} ${ref.name}`);
  }
  return { reported, told };
}
