/** Notes, for the verdict over several services, what of the source lies in no service's folder. */
import { compareText } from "../core/compare.ts";
import type { Policy } from "../core/policy/policy.ts";
import { dockerfileOf, isInside, NO_IMAGE, servicePolicies } from "../core/policy/services.ts";
import type { RunRecords } from "../core/run-record.ts";
import { partOf, type Uncovered } from "../core/uncovered/noted.ts";
import { otherDockerfiles } from "../scanners/dockerfiles.ts";
import { SCANNERS } from "../scanners/index.ts";
import { unfollowedLinks } from "../scanners/links.ts";
import type { SourceTree } from "../scanners/source-tree.ts";
import { readTree } from "./tree.ts";

/**
 * What each stage would look at, its own selection says: as of one more service, without an image,
 * that has all that the others have not. Nothing for a policy of one service.
 *
 * @param folder the source
 * @param policy the whole one, of all services
 */
export function uncoveredIn(folder: string, policy: Policy): Pick<RunRecords, "uncovered"> {
  if (!policy.services) return {};
  const all = servicePolicies(policy).map(({ service }) => service);
  const services = [...new Set(all.map(({ path }) => path))].sort(compareText);
  const nothing: Uncovered = { services, files: 0, parts: [], dockerfiles: [] };
  if (services.includes(".")) return { uncovered: nothing };
  try {
    const built = new Set(all.map(dockerfileOf));
    const source = readTree(folder, ".", policy.exclude);
    const { dockerfiles, ...beside } = besideOf(source, policy, services);
    const others = dockerfiles.filter((path) => !built.has(path));
    return { uncovered: { services, ...beside, dockerfiles: others } };
  } catch (error) {
    const unread = (error as Error).message.replaceAll(`${folder}/`, "");
    return { uncovered: { ...nothing, unread } };
  }
}

/**
 * @param source all of it, but for what the policy excludes
 * @param services their folders
 */
export function besideOf(
  source: SourceTree,
  policy: Policy,
  services: readonly string[],
): Omit<Uncovered, "services"> {
  const isBeside = (path: string) => !services.some((service) => isInside(path, service));
  const tree = {
    ...source,
    paths: source.paths.filter(isBeside),
    links: source.links.filter(({ path }) => isBeside(path)),
  };
  const own = { ...policy, service: { ...policy.service, path: ".", dockerfile: NO_IMAGE } };
  const parts = new Map<string, Record<string, number>>();
  for (const { stage, invocation } of SCANNERS) {
    // Secrets are sought in every file: their number tells as much, and none has to be read for it.
    const selection = stage === "secrets" ? undefined : invocation?.select?.(tree, own);
    if (!selection) continue;
    // A link to what a service looks at hides nothing.
    const links = unfollowedLinks({ paths: source.paths, links: tree.links }, selection);
    for (const path of [...selection.targets, ...links.map((link) => link.path)]) {
      const part = partOf(path, services);
      const stages = parts.get(part) ?? {};
      parts.set(part, { ...stages, [stage]: (stages[stage] ?? 0) + 1 });
    }
  }
  return {
    files: tree.paths.length,
    parts: [...parts]
      .map(([path, stages]) => ({ path, stages }))
      .sort((one, other) => compareText(one.path, other.path)),
    dockerfiles: otherDockerfiles("", tree),
  };
}
