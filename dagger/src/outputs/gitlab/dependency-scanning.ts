/** gl-dependency-scanning-report.json: what is known of packages in lockfiles and requirements. */
import type { JudgedFinding } from "../../core/verdict.ts";
import { placeOf } from "../shared/place.ts";
import { ofDependencies, ofImage } from "../shared/stages.ts";
import { dependencyOf } from "./dependency.ts";
import { securityReport } from "./report.ts";

export const dependencyScanning = securityReport({
  file: "gl-dependency-scanning-report.json",
  type: "dependency_scanning",
  looks: ofDependencies,
  takes: ({ category, sources }) =>
    category === "vulnerability" && sources.some(({ stage }) => !ofImage(stage)),
  location: (finding) => ({ file: placeOf(finding).path, dependency: dependencyOf(finding) }),
  beside: (findings) => ({ dependency_files: filesOf(findings) }),
});

/** The files that a finding is in; a list of every package is the bill of materials' work. */
function filesOf(findings: readonly JudgedFinding[]) {
  const files = new Map<string, Map<string, JudgedFinding>>();
  for (const finding of findings) {
    const { path } = placeOf(finding);
    const listed = files.get(path) ?? new Map<string, JudgedFinding>();
    files.set(path, listed.set(JSON.stringify(dependencyOf(finding)), finding));
  }
  return [...files].map(([path, listed]) => ({
    path,
    package_manager: managerOf([...listed.values()]),
    dependencies: [...listed.values()].map(dependencyOf),
  }));
}

/** The purl's type: npm, pypi, golang. */
function managerOf(findings: readonly JudgedFinding[]): string {
  const purls = findings.flatMap(({ packages }) => packages.map(({ purl }) => purl));
  return purls.map((purl) => /^pkg:([a-z.+-]{1,32})\//.exec(purl)?.[1]).find(Boolean) ?? "unknown";
}
