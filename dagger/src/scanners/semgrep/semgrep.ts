/**
 * Semgrep: weaknesses in code of many languages, by rules that the repository itself holds. No rule
 * is looked up elsewhere: a registry that can't be reached hangs the scan, and rules that change
 * overnight would make yesterday's verdict another one.
 * Proves that it looked: every file of the rules' languages is among the scanned, and its list of
 * errors is empty. It exits 0 on half-parsed files, on rules that timed out and with no rule at all
 * (measured, 1.182.0).
 */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { RawFinding } from "../../core/finding.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import { parseSeverity } from "../../core/severity.ts";
import { relativePath, unread } from "../looked-at.ts";
import type { Scanner } from "../scanner.ts";
import { selectCode } from "./select.ts";
import { semgrepTool } from "./tool.ts";

export const semgrep: Scanner = {
  stage: "semgrep",
  title: "Code by the repository's own rules (Semgrep)",
  outputs: ["report.json"],
  finds: ["sast"],
  mayNotApply: true,
  install: "Install Semgrep 1.150 or newer, or pass --install-tools.",
  invocation: {
    tool: semgrepTool,
    seconds: 900,
    select: selectCode,
    // Nothing of the tree may silence it: no ignore file, no comment, no size limit, no git.
    calls: ({ source, raw }, { semgrepRules }) => [
      {
        args: [
          ...["scan", "--metrics", "off", "--disable-version-check", "--oss-only", "--quiet"],
          ...semgrepRules.flatMap((rules) => ["--config", `${source}/${rules}`]),
          ...["--disable-nosem", "--no-git-ignore", "--x-ignore-semgrepignore-files"],
          ...["--max-target-bytes", "0", "--json", "--output", `${raw}/report.json`, source],
        ],
      },
    ],
  },
  read,
};

const result = z.object({
  check_id: z.string().min(1),
  path: z.string(),
  start: z.object({ line: z.int() }),
  extra: z.object({
    message: z.string(),
    severity: z.string(),
    metadata: z.object({ source: z.string().optional() }).optional(),
  }),
});

const semgrepReport = z.object({
  version: z.string().min(1),
  results: z.array(result),
  errors: z.array(z.object({ message: z.string().default("an error"), level: z.string() })),
  paths: z.object({ scanned: z.array(z.string()) }),
});

const RULE_HINT =
  "Take it out of its rule file; where only its severity is odd, give it ERROR, WARNING or INFO.";

const told = z.object({
  rules: z.array(z.string()).min(1),
  encoded: z.array(z.string()).default([]),
  unreported: z.array(z.string()).default([]),
});

function read(input: StageInput): Reading {
  const parsed = readJson(input.files.get("report.json"), "Semgrep's report", semgrepReport);
  if (!parsed.ok) return unreadable("semgrep", parsed.error);
  const { version, results, errors, paths } = parsed.value;
  const seen = new Set(paths.scanned.map((path) => relativePath(path, input)));
  const {
    rules = [],
    encoded = [],
    unreported = [],
  } = told.safeParse(input.record?.evidence).data ?? {};
  const hint = "Mend the file or the rule, or exclude the file in the policy.";
  const gaps = errors.map(
    ({ message }): Gap => ({ code: "semgrep.error", message: `Semgrep said: ${message}`, hint }),
  );
  for (const path of encoded) {
    const message = `${path} is not in UTF-8, and Semgrep reads nothing else.`;
    gaps.push({ code: "semgrep.encoding", message, hint });
  }
  for (const id of unreported) {
    const message = `Semgrep's free engine reports nothing of the rule ${id}, and does not say so.`;
    gaps.push({ code: "semgrep.rule-unreported", message, hint: RULE_HINT });
  }
  if (input.record && rules.length === 0) {
    const message = "Nothing shows that Semgrep had a rule.";
    gaps.push({ code: "semgrep.no-rules", message, hint: "Name its files in semgrepRules." });
  }
  if (seen.size === 0) {
    gaps.push({ code: "semgrep.nothing-read", message: "Semgrep scanned no file.", hint });
  }
  return {
    findings: results.map((each) => findingOf(each, rules, input)),
    tool: { name: "semgrep", version },
    facts: [
      { name: "read", value: `${counted(seen.size, "file")}, ${counted(rules.length, "rule")}` },
    ],
    gaps: [...unread(input, seen), ...gaps],
    notes: [],
  };
}

function findingOf(
  { check_id, path, start, extra }: z.output<typeof result>,
  rules: readonly string[],
  input: StageInput,
): RawFinding {
  const url = extra.metadata?.source;
  return {
    category: "sast",
    // Semgrep puts the rule file's folder before the id, and that differs from run to run.
    id: rules.find((id) => check_id === id || check_id.endsWith(`.${id}`)) ?? check_id,
    title: extra.message,
    severity: parseSeverity(extra.severity),
    location: { path: relativePath(path, input), ...(start.line > 0 && { line: start.line }) },
    ...(url !== undefined && { url }),
  };
}
