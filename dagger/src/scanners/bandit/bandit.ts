/**
 * Bandit: weaknesses in Python code.
 * Proves that it looked: every Python file of the source is in its metrics, lines were read, and
 * its list of errors is empty. It exits 0 on a path that is absent, on files that don't parse and
 * on a tree whose .bandit or `# nosec` silences it (measured, 1.9.4).
 */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import { parseSeverity } from "../../core/severity.ts";
import { createdDuringRun } from "../freshness.ts";
import { relativePath, unread } from "../looked-at.ts";
import type { Scanner } from "../scanner.ts";
import { withoutCode, withoutValue } from "./redact.ts";
import { banditTool } from "./tool.ts";

const isPython = (path: string): boolean => /\.pyw?$/.test(path);

export const bandit: Scanner = {
  stage: "bandit",
  title: "Python code (Bandit)",
  outputs: ["report.json"],
  finds: ["sast"],
  mayNotApply: true,
  install: "Install Bandit 1.9, or pass --install-tools.",
  invocation: {
    tool: banditTool,
    seconds: 900,
    select: ({ paths }) => ({
      targets: paths.filter(isPython),
      wants: isPython,
      none: `no Python file among ${counted(paths.length, "file")}`,
    }),
    // Every way in which the tree could silence it is switched off; what it excludes by default too.
    // A check that crashes on a file is an error in the report with -d alone (measured, 1.9.4).
    calls: ({ source, raw }) => [
      {
        args: [
          ...["-d", "-q", "-r", "--ini", "/dev/null", "--ignore-nosec", "-x", "/nonexistent"],
          ...["--exit-zero", "-f", "json", "-o", `${raw}/report.json`, source],
        ],
      },
    ],
  },
  redact: { "report.json": withoutCode },
  read,
};

const entry = z.object({
  filename: z.string(),
  issue_severity: z.string(),
  issue_text: z.string(),
  line_number: z.int(),
  more_info: z.string().optional(),
  test_id: z.string().min(1),
  issue_cwe: z.object({ id: z.int() }).optional(),
});

const banditReport = z.object({
  errors: z.array(z.object({ filename: z.string(), reason: z.string() })),
  generated_at: z.string(),
  metrics: z.record(z.string(), z.object({ loc: z.int() })),
  results: z.array(entry),
});

function read(input: StageInput): Reading {
  const parsed = readJson(input.files.get("report.json"), "Bandit's report", banditReport);
  if (!parsed.ok) return unreadable("bandit", parsed.error);
  const { errors, generated_at, metrics, results } = parsed.value;
  const { _totals: totals, ...files } = metrics;
  const seen = new Set(Object.keys(files).map((path) => relativePath(path, input)));
  const hint = "Mend the file, or exclude it in the policy if it is not the service's.";
  const broken = errors.map(
    ({ filename, reason }): Gap => ({
      code: "bandit.error",
      message: `${relativePath(filename, input)}: ${reason}.`,
      hint: reason.startsWith("syntax error") ? OTHER_PYTHON : hint,
    }),
  );
  const lines = totals?.loc ?? 0;
  const message = "Bandit read no line of code.";
  return {
    findings: results.map((result) => findingOf(result, input)),
    // The report names no version; the record does.
    tool: { name: "bandit", version: "" },
    facts: [{ name: "read", value: `${counted(seen.size, "file")}, ${counted(lines, "line")}` }],
    gaps: [
      ...createdDuringRun(generated_at, input),
      ...unread(input, seen),
      ...broken,
      ...(lines > 0 ? [] : [{ code: "bandit.nothing-read", message, hint }]),
    ],
    notes: [],
  };
}

const OTHER_PYTHON =
  "Bandit reads code as the Python that it runs on does, so one that is newer or older than the file's may refuse it. Run it on the file's own, mend the file, or exclude it in the policy if it is not the service's.";

function findingOf(result: z.output<typeof entry>, input: StageInput): RawFinding {
  return {
    category: "sast",
    id: result.test_id,
    title: withoutValue(result.test_id, result.issue_text),
    severity: parseSeverity(result.issue_severity),
    location: {
      path: relativePath(result.filename, input),
      ...(result.line_number > 0 && { line: result.line_number }),
    },
    ...(result.more_info !== undefined && { url: result.more_info }),
  };
}
