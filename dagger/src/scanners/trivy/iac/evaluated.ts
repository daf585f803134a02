/** Holds the witness checks of a report against the infrastructure files that there are. */
import { addTo } from "../../../core/add-to.ts";
import { counted } from "../../../core/counted.ts";
import type { Fact, StageInput } from "../../../core/evidence.ts";
import type { RawFinding } from "../../../core/finding.ts";
import type { Gap } from "../../../core/gap.ts";
import { folderOf } from "../../source-tree.ts";
import { isNotEntered } from "../moved.ts";
import { notRendered } from "./charts.ts";
import { iacEvidence } from "./select.ts";
import { isWitness } from "./witness.ts";

const hint = "Mend the file so that it parses, or exclude it in the policy.";

const RENAME = "Put the folder into another one, such as infra/, or exclude it in the policy.";

export interface Evaluated {
  readonly facts: readonly Fact[];
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
  /** Files of ours, whose findings are nobody's. */
  readonly own: ReadonlySet<string>;
}

/** @param findings the report's, witnesses included */
export function evaluatedIac({ record }: StageInput, findings: readonly RawFinding[]): Evaluated {
  const told = iacEvidence.safeParse(record?.evidence.iac);
  if (!told.success) {
    const message = "No run record tells which infrastructure files there were.";
    const again = "Let Greengate run the scan.";
    const needsRecord = record ? {} : { needsRecord: true as const };
    const gap = { code: "trivy.iac-unknown", message, hint: again, ...needsRecord };
    return { facts: [], gaps: [gap], notes: [], own: new Set() };
  }
  const { terraform, kubernetes, silenced, elsewhere, overrides, valuesUnused } = told.data;
  const seen = new Map<string, number[]>();
  for (const { id, location } of findings) {
    if (isWitness(id)) addTo(seen, location.path, location.line ?? 0);
  }
  const refused = told.data.charts.filter(({ witness }) => !seen.has(witness));
  // What shows of a refused chart's templates was not rendered, so it stands for nothing.
  const templates = told.data.templates.filter(
    ({ path }) => !refused.some(({ folder }) => path.startsWith(folder)),
  );
  const read = (path: string) => seen.get(path)?.length ?? 0;
  const gap = (path: string, message: string): Gap => ({
    code: "trivy.not-evaluated",
    message: `${path} ${message}`,
    hint,
  });
  // A module that is off leaves no trace of any of its files; where one shows, all must.
  const isOff = (path: string) => ![...seen.keys()].some((at) => folderOf(at) === folderOf(path));
  const unseen = templates.filter(({ path }) => !seen.has(path));
  // A chart that is broken makes nothing at all: where another of its templates shows, it is not.
  const isMade = (path: string) => {
    const folder = path.replace(/templates\/.*/, "templates/");
    return [...seen.keys()].some((at) => at.startsWith(folder));
  };
  const tests = unseen.filter(({ path, test }) => test && isMade(path));
  const untested = unseen.filter((each) => !tests.includes(each));
  const offDocuments = templates.filter(
    (each) => seen.has(each.path) && read(each.path) < each.documents,
  );
  const unevaluated = terraform.flatMap(({ path, resources }) => {
    const lines = seen.get(path) ?? [];
    const missed = resources.filter((line) => !lines.includes(line));
    return missed.map((line) => `${path}:${line}`);
  });
  return {
    facts: factsOf(terraform.length, kubernetes.length, templates.length),
    own: new Set(told.data.charts.map(({ witness }) => witness)),
    gaps: [
      ...terraform
        .filter(({ path, optional }) => !seen.has(path) && !(optional && isOff(path)))
        .map(({ path }) =>
          isNotEntered(path)
            ? {
                ...gap(
                  path,
                  `was not evaluated: Trivy enters no ${path.split("/", 1)} at the top.`,
                ),
                hint: RENAME,
              }
            : gap(path, "was not evaluated: it does not parse."),
        ),
      ...kubernetes
        .filter(({ path, documents }) => read(path) < documents)
        .map(({ path, documents }) => gap(path, evaluatedOf(documents, read(path)))),
      ...templates
        .filter(({ path, certain }) => seen.has(path) && read(path) < certain)
        .map(({ path, certain }) => gap(path, evaluatedOf(certain, read(path)))),
      ...refused.map(notRendered),
      ...[...kubernetes, ...templates]
        .filter(({ list }) => list)
        .map(({ path }) =>
          gap(path, "holds a List, or a list of one kind, whose items are not evaluated."),
        ),
      ...untested
        .filter(({ optional }) => !optional)
        .map(({ path }) =>
          gap(path, "was not rendered: its chart, or one of its templates, is broken."),
        ),
      ...elsewhere.map((path) => ({
        code: "trivy.not-evaluated",
        message: `${path} calls a local module that is not among the files that are looked at.`,
        hint: "Put the module's folder among the service's own files, outside of .terraform and node_modules, or exclude the file.",
      })),
      ...overrides.map((path) => ({
        ...gap(path, "changes blocks of other files, and was evaluated without them."),
        hint: "Write what it changes into those blocks, or exclude it in the policy.",
      })),
      ...silenced.map((path) => ({
        code: "trivy.checks-silenced",
        message: `${path} silences a check with a comment.`,
        hint: "Remove it, and use an exception of the policy instead.",
      })),
    ],
    notes: [
      ...(unevaluated.length === 0 ? [] : [`Not evaluated: ${unevaluated.join(", ")}${WHY}`]),
      ...valuesUnused.map((path) => `Evaluated without the values of ${path}.`),
      ...tests.map(({ path }) => `Not rendered, since only Helm's tests run it: ${path}.`),
      ...untested
        .filter(({ optional }) => optional)
        .map(({ path }) => `Not rendered with the chart's own values: ${path}.`),
      ...offDocuments.map(({ path, documents }) => `${path} ${evaluatedOf(documents, read(path))}`),
    ],
  };
}

const evaluatedOf = (documents: number, read: number): string =>
  `holds ${counted(documents, "document")}, of which ${read} ${read === 1 ? "was" : "were"} evaluated.`;

const WHY = " (a count of 0, or a for_each or variable whose value is not in the code).";

function factsOf(terraform: number, kubernetes: number, templates: number): Fact[] {
  const parts = [
    ...(terraform > 0 ? [counted(terraform, "Terraform file")] : []),
    ...(kubernetes > 0 ? [counted(kubernetes, "Kubernetes file")] : []),
    ...(templates > 0 ? [counted(templates, "Helm template")] : []),
  ];
  return parts.length === 0 ? [] : [{ name: "infrastructure", value: parts.join(", ") }];
}
