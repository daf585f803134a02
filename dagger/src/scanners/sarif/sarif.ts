/**
 * SARIF 2.1.0 of any tool, for stages that Greengate has no reader of its own for.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * Proves that it looked: a run with results and with no error; that it executed successfully, where
 * it says how it ended. Many tools don't, which is noted. Results that are no finding are counted.
 */
import { z } from "zod";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/read-json.ts";
import { worseSeverity } from "../../core/severity.ts";
import { asFinding, kindOf, undecided } from "./kind.ts";
import { levelsOf, overrides } from "./overrides.ts";
import { ruleIdOf, ruleReference, rulesOf } from "./rules.ts";
import { severityOf } from "./severity.ts";

const message = z.object({
  text: z.string().optional(),
  id: z.string().optional(),
  arguments: z.array(z.string()).optional(),
});
const level = z.enum(["none", "note", "warning", "error"]);

const artifactLocation = z.object({
  uri: z.string().optional(),
  /** Its place in the run's artifacts. */
  index: z.int().optional(),
});

const rule = z.object({
  id: z.string(),
  name: z.string().optional(),
  shortDescription: message.optional(),
  helpUri: z.string().optional(),
  defaultConfiguration: z.object({ level: level.optional() }).optional(),
  properties: z.object({ "security-severity": z.string().optional() }).optional(),
});

const result = z.object({
  ...ruleReference,
  level: level.optional(),
  kind: z.string().optional(),
  message,
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: artifactLocation.optional(),
            region: z.object({ startLine: z.int().optional() }).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  suppressions: z
    .array(z.object({ kind: z.string(), justification: z.string().optional() }))
    .optional(),
});

const notification = z.object({ level: level.optional(), message });

const run = z.object({
  tool: z.object({
    driver: z.object({
      name: z.string(),
      guid: z.string().optional(),
      version: z.string().optional(),
      semanticVersion: z.string().optional(),
      rules: z.array(rule).optional(),
    }),
    extensions: z
      .array(
        z.object({
          name: z.string().optional(),
          guid: z.string().optional(),
          rules: z.array(rule).optional(),
        }),
      )
      .optional(),
  }),
  invocations: z
    .array(
      z.object({
        executionSuccessful: z.boolean(),
        ruleConfigurationOverrides: overrides,
        toolExecutionNotifications: z.array(notification).optional(),
        toolConfigurationNotifications: z.array(notification).optional(),
      }),
    )
    .optional(),
  artifacts: z.array(z.object({ location: artifactLocation.optional() })).optional(),
  externalPropertyFileReferences: z.record(z.string(), z.unknown()).optional(),
  results: z.array(result).nullish(),
});

const sarifLog = z.object({
  version: z.literal("2.1.0"),
  runs: z.array(run),
  inlineExternalProperties: z.array(z.unknown()).default([]),
});
type Run = z.output<typeof run>;

export const parseSarif = (bytes: Uint8Array | undefined) =>
  readJson(bytes, "The SARIF report", sarifLog);

export function toolOf({ runs: [first] }: z.output<typeof sarifLog>): Reading["tool"] {
  const driver = first?.tool.driver;
  const version = driver?.semanticVersion ?? driver?.version ?? "";
  return { name: driver?.name ?? "unknown", version };
}

/** Reads `report.sarif`; the stage itself is judged like any other. */
export function readSarif({ files }: StageInput): Reading {
  const parsed = parseSarif(files.get("report.sarif"));
  if (!parsed.ok) return unreadable("unknown", parsed.error);
  const { runs, inlineExternalProperties: inline } = parsed.value;
  return {
    findings: runs.flatMap(findingsOf),
    tool: toolOf(parsed.value),
    facts: [
      { name: "runs", value: String(runs.length) },
      ...(runs.some(hasKinds) ? [{ name: "results", value: kindsIn(runs) }] : []),
    ],
    gaps: [
      ...(runs.length === 0 ? [gap("sarif.no-run", "The report holds no run.")] : []),
      // §3.13.5: results may stand there in place of their run.
      ...(inline.length > 0
        ? [gap("sarif.elsewhere", "Parts of the report are beside its runs, and are not read.")]
        : []),
      ...runs.flatMap(gapsOf),
    ],
    notes: runs.some(({ invocations = [] }) => invocations.length === 0)
      ? ["The tool does not say how its run ended"]
      : [],
  };
}

const hasKinds = ({ results }: Run): boolean =>
  (results ?? []).some((entry) => kindOf(entry) !== "fail");

/** `3 pass, 1 review`, in the order in which they first come. */
function kindsIn(runs: readonly Run[]): string {
  const counts = new Map<string, number>();
  for (const kind of runs.flatMap(({ results }) => (results ?? []).map(kindOf))) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
}

const gap = (code: string, text: string): Gap => ({
  code,
  message: text,
  hint: "Run the tool again and look at its log.",
});

function gapsOf({ results, invocations = [], externalPropertyFileReferences = {} }: Run): Gap[] {
  const notes = invocations.flatMap((invocation) => [
    ...(invocation.toolExecutionNotifications ?? []),
    ...(invocation.toolConfigurationNotifications ?? []),
  ]);
  return [
    // §3.14.23: results are absent or null where the tool did not get as far as looking.
    ...(results ? [] : [gap("sarif.no-results", "A run has no results: the tool did not look.")]),
    // §3.14.2
    ...(Object.keys(externalPropertyFileReferences).length > 0
      ? [gap("sarif.elsewhere", "Parts of the report are in other files, which are not read.")]
      : []),
    ...(invocations.some((invocation) => !invocation.executionSuccessful)
      ? [gap("sarif.failed", "The tool says that it did not execute successfully.")]
      : []),
    ...notes
      .filter((note) => note.level === "error")
      .map((note) => gap("sarif.error", `The tool said: ${note.message.text ?? "an error"}`)),
  ];
}

function findingsOf({ tool, artifacts = [], invocations = [], results }: Run): RawFinding[] {
  const rulesFor = rulesOf(tool);
  const given = invocations.flatMap((each) => each.ruleConfigurationOverrides);
  return (results ?? []).flatMap((entry): RawFinding[] => {
    if (!asFinding(entry)) return [];
    const rules = rulesFor(entry);
    const [meta] = rules;
    const id = ruleIdOf(entry);
    const place = entry.locations?.[0]?.physicalLocation;
    const { uri, index = -1 } = place?.artifactLocation ?? {};
    const words = wordsOf(entry.message);
    const line = place?.region?.startLine;
    const [suppression] = entry.suppressions ?? [];
    const title = meta?.shortDescription?.text ?? meta?.name ?? words ?? "";
    const open = undecided(entry);
    return [
      {
        category: "sast",
        id: id ?? meta?.id ?? "unnamed rule",
        title: open === undefined ? title : `${title} (${open})`,
        severity: (rules.length === 0 ? [undefined] : rules)
          .flatMap((each) =>
            levelsOf(each?.id ?? id, given, tool.driver.rules ?? []).map((level) =>
              severityOf({ ...entry, level: entry.level ?? level }, each),
            ),
          )
          .reduce(worseSeverity),
        location: {
          path: uri ?? artifacts[index]?.location?.uri ?? "unknown place",
          ...(line !== undefined && line > 0 && { line }),
        },
        ...(words !== undefined && { detail: words }),
        ...(meta?.helpUri !== undefined && { url: meta.helpUri }),
        ...(suppression && {
          suppressed: `${suppression.kind}: ${suppression.justification ?? "no reason given"}`,
        }),
      },
    ];
  });
}

/** The text, or what a rule's own text is filled in with: it tells two results of a rule apart. */
const wordsOf = ({ text, id, arguments: filled = [] }: z.output<typeof message>) =>
  text ?? (id === undefined ? undefined : [id, ...filled].join(" "));
