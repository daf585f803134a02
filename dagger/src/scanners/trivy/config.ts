/**
 * Trivy config: misconfigurations of the Dockerfile, Terraform, Kubernetes manifests, Helm charts.
 * Proves that it looked: the Dockerfile is among the results, and as many checks ran on it as this
 * version has; every other file was evaluated by a check of ours that names it. Trivy exits 0, with
 * no results, on a Dockerfile that is absent, empty, a link or does not parse (kubescape#470), and
 * on one that a file of the repository silences.
 */
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { dockerfileOf } from "../../core/policy/services.ts";
import { absentDockerfile, isKnownToTrivy, otherDockerfiles } from "../dockerfiles.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Selection } from "../invocation.ts";
import type { Scanner } from "../scanner.ts";
import type { SourceTree } from "../source-tree.ts";
import { configArguments } from "./command.ts";
import { checkedDockerfile, notLookedAt } from "./dockerfile.ts";
import { heardOfCharts } from "./iac/chart-errors.ts";
import { evaluatedIac } from "./iac/evaluated.ts";
import { selectIac, silencesCheck } from "./iac/select.ts";
import { isTerraform, isValues } from "./iac/terraform-files.ts";
import { unseenWords } from "./iac/unseen.ts";
import { isWitness, WITNESS_FILES } from "./iac/witness.ts";
import { findingIn, inItsPlace, movedFiles } from "./moved.ts";
import { filesystemGaps, readTrivyReport, trivyFindings } from "./report.ts";
import { INSTALL, trivy } from "./tool.ts";

export const trivyConfig: Scanner = {
  stage: "trivy-config",
  title: "Dockerfile and infrastructure (Trivy config)",
  outputs: ["report.json"],
  finds: ["misconfiguration"],
  mayNotApply: true,
  named: (service) => dockerfileOf(service) !== undefined,
  install: INSTALL,
  invocation: {
    tool: trivy,
    seconds: 600,
    select,
    beside: WITNESS_FILES,
    calls: ({ source, beside, raw, cache, targets }, { service }) => {
      const call = { target: source, output: `${raw}/report.json`, cache };
      const values = targets.filter(isValues).map((path) => `${source}/${path}`);
      const dockerfile = dockerfileOf(service);
      const unknown = dockerfile && !isKnownToTrivy(dockerfile) ? dockerfile : undefined;
      return [{ args: configArguments(call, beside, values, unknown) }];
    },
    heard: heardOfCharts,
  },
  read,
};

function select(tree: SourceTree, { service }: Policy): Selection {
  const dockerfile = dockerfileOf(service);
  const iac = selectIac(tree);
  const absent = dockerfile === undefined ? undefined : absentDockerfile(dockerfile, tree);
  const own = dockerfile === undefined || absent ? [] : [dockerfile];
  // What Terraform's files call lies beside them, so they stay where they are.
  const others = [...iac.paths, ...iac.evidence.charts.map(({ witness }) => witness)];
  const movable = [...own, ...others.filter((path) => !isTerraform(path) && !isValues(path))];
  // It takes away one finding of several, and the check has run all the same (measured, 0.76).
  const silenced = own.filter((path) => silencesCheck(tree.text(path)));
  const moved = movedFiles(movable, tree.paths, (path) => iac.planted[path] ?? tree.text(path));
  return {
    targets: [...(dockerfile === undefined ? [] : [dockerfile]), ...iac.paths],
    wants: (path, real) => path === dockerfile || iac.wants(path, real),
    planted: { ...iac.planted, ...moved.planted },
    evidence: {
      iac: { ...iac.evidence, silenced: [...iac.evidence.silenced, ...silenced] },
      ...moved.evidence,
      ...(absent && { absent }),
      others: otherDockerfiles(dockerfile ?? "", tree),
    },
    none: [
      `no Dockerfile, as the policy says, and no Terraform, Kubernetes or Helm among ${counted(tree.paths.length, "file")}`,
      ...unseenWords(iac.evidence).map((words) => words[0]?.toLowerCase() + words.slice(1)),
    ].join("; "),
  };
}

function read(input: StageInput): Reading {
  const parsed = readTrivyReport(input.files.get("report.json"), "Trivy's report");
  if (!parsed.ok) return unreadable("trivy", parsed.error);
  const report = parsed.value;
  const all = trivyFindings(report).map(findingIn(inItsPlace(input.record)));
  const dockerfile = checkedDockerfile(report, input);
  const iac = evaluatedIac(input, all);
  return {
    findings: [
      ...all.filter(({ id, location }) => !isWitness(id) && !iac.own.has(location.path)),
      ...dockerfile.findings,
    ],
    tool: { name: "trivy", version: report.Trivy.Version },
    facts: [...dockerfile.facts, ...iac.facts],
    gaps: [
      ...createdDuringRun(report.CreatedAt, input),
      ...filesystemGaps(report, "trivy config"),
      ...dockerfile.gaps,
      ...iac.gaps,
    ],
    notes: [...notLookedAt(input.record), ...iac.notes],
  };
}
