/** Findings of pip-audit's reports: advisories, packages that it could not audit, unpinned lines. */
import type { RawFinding } from "../../core/finding.ts";
import { pypiName } from "../../core/pypi-name.ts";
import type { Dependency } from "./report.ts";

/** The tool rates nothing, so its findings have no severity of their own. */
export function vulnerabilityFindings(
  path: string,
  dependencies: readonly Dependency[],
): RawFinding[] {
  return dependencies.flatMap(({ name, version, vulns, skip_reason }): RawFinding[] => {
    if (skip_reason !== undefined) return [unaudited(path, name, skip_reason)];
    const purl = `pkg:pypi/${pypiName(name)}@${version}`;
    return vulns.map(({ id, aliases, fix_versions, description }) => ({
      category: "vulnerability",
      id,
      aliases,
      title: description?.split("\n")[0]?.slice(0, 200) || id,
      package: { name, version, purl, fixed: fix_versions.join(", "), os: false },
      location: { path },
    }));
  });
}

/** Counted like a finding that nobody rated: it blocks until someone accepts it or it is known. */
const unaudited = (path: string, name: string, reason: string): RawFinding => ({
  category: "vulnerability",
  id: "unaudited-package",
  title: `${name} could not be audited: ${reason}`,
  location: { path },
  detail: name,
  advice: "Use a package that the advisory service knows, or accept this one with an exception.",
});

export function unpinnedFindings(
  lines: readonly { readonly path: string; readonly line: number; readonly text: string }[],
): RawFinding[] {
  return lines.map(({ path, line, text }) => ({
    category: "misconfiguration",
    id: "unpinned-requirement",
    title: "A requirement that names no one version",
    severity: "medium",
    location: { path, line },
    detail: text,
    advice: "Pin it with == (a lockfile tool does), so that it can be audited.",
  }));
}
