/** Holds the witness checks of a report against the infrastructure files that there are. */
import { counted } from "../../../core/counted.ts";
import type { Fact, StageInput } from "../../../core/evidence.ts";
import type { RawFinding } from "../../../core/finding.ts";
import type { Gap } from "../../../core/gap.ts";
import { chartErrorsIn } from "./chart-errors.ts";
import { listsUnread, mergeKeysUnread, partlyEvaluated } from "./not-evaluated.ts";
import {
  chartsRefused,
  partlyRendered,
  renderedIn,
  renderingNotes,
  templatesBroken,
} from "./rendered.ts";
import { iacEvidence } from "./select.ts";
import {
  callsElsewhere,
  overridesUnread,
  unevaluatedFiles,
  unevaluatedResources,
} from "./terraform-evaluated.ts";
import { unseenWords } from "./unseen.ts";
import { witnessedIn } from "./witnessed.ts";

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
  if (!told.success) return untold(record);
  const { terraform, kubernetes, charts } = told.data;
  const { silenced, elsewhere, overrides, valuesUnused } = told.data;
  const seen = witnessedIn(findings);
  const helm = renderedIn(told.data, seen);
  return {
    facts: factsOf(terraform.length, kubernetes.length, helm.templates.length),
    own: new Set(charts.map(({ witness }) => witness)),
    gaps: [
      ...unevaluatedFiles(terraform, seen),
      ...partlyEvaluated(kubernetes, seen),
      ...partlyRendered(helm, seen),
      ...chartsRefused(helm, chartErrorsIn(record?.evidence)),
      ...listsUnread([...kubernetes, ...helm.templates], seen),
      ...mergeKeysUnread(seen),
      ...templatesBroken(helm),
      ...callsElsewhere(elsewhere),
      ...overridesUnread(overrides),
      ...silenced.map(checksSilenced),
    ],
    notes: [
      ...unevaluatedResources(terraform, seen),
      ...valuesUnused.map((path) => `Evaluated without the values of ${path}.`),
      ...renderingNotes(helm, seen),
      ...unseenWords(told.data).map((words) => `${words}.`),
    ],
  };
}

function untold(record: StageInput["record"]): Evaluated {
  const gap: Gap = {
    code: "trivy.iac-unknown",
    message: "No run record tells which infrastructure files there were.",
    hint: "Let Greengate run the scan.",
    ...(record ? {} : { needsRecord: true }),
  };
  return { facts: [], gaps: [gap], notes: [], own: new Set() };
}

const checksSilenced = (path: string): Gap => ({
  code: "trivy.checks-silenced",
  message: `${path} silences a check with a comment.`,
  hint: "Remove it, and use an exception of the policy instead.",
});

function factsOf(terraform: number, kubernetes: number, templates: number): Fact[] {
  const parts = [
    ...(terraform > 0 ? [counted(terraform, "Terraform file")] : []),
    ...(kubernetes > 0 ? [counted(kubernetes, "Kubernetes file")] : []),
    ...(templates > 0 ? [counted(templates, "Helm template")] : []),
  ];
  return parts.length === 0 ? [] : [{ name: "infrastructure", value: parts.join(", ") }];
}
