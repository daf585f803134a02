/** Rules of Semgrep's that a change took away or narrowed, under the protected branch's policy: shown. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY, policySchema } from "../../dagger/src/core/policy/policy.ts";
import { branchPaths } from "../../dagger/src/core/policy/protect.ts";
import { nothingSelected } from "../../dagger/src/folder/records.ts";
import { scannerOf } from "../../dagger/src/scanners/index.ts";
import { decideRun, greenRun, stageOf } from "../support/run.ts";
import { treeOf } from "../support/tree.ts";

const policy = policySchema.parse({ version: 1, semgrepRules: ["rules.yaml"] });
const RULES = "rules:\n  - { id: no-eval, languages: [python] }\n";
const CHANGED = "rules.yaml changed: the code was held against the rules as the change has them";
const ADDED = CHANGED.replace("changed:", "added:");
const UNKNOWN = "rules.yaml: nothing tells what main has there";

it("they are among what is asked of the branch", () => {
  expect(branchPaths(policy, DEFAULT_POLICY)).toContain("rules.yaml");
});

it.each([
  ["the same", RULES, { "rules.yaml": RULES }, []],
  [
    "narrowed",
    RULES.replace("id:", "paths: { exclude: [a.py] }, id:"),
    { "rules.yaml": RULES },
    [CHANGED],
  ],
  [
    "of a language that is not there",
    RULES.replace("python", "ruby"),
    { "rules.yaml": RULES },
    [CHANGED],
  ],
  ["new", RULES, {}, [ADDED]],
  ["of a branch of which only the policy was given", RULES, undefined, [UNKNOWN]],
])("rules that are %s", (_name, text, branch, what) => {
  const run = greenRun();
  const tree = treeOf({ "a.py": "", "rules.yaml": text });
  const scanner = scannerOf("semgrep");
  const selection = scanner.invocation?.select?.(tree, policy);
  if (!selection) throw new Error("it selects of the source");
  const record = stageOf(run, "semgrep");
  if (selection.targets.length === 0) {
    Object.assign(record, nothingSelected(scanner, tree, selection));
    run.files.delete("semgrep");
  } else {
    Object.assign(record.evidence, selection.evidence);
  }
  const files = branch && new Map(Object.entries(branch));
  const guard = {
    against: "main",
    judgedBy: "protected" as const,
    what: [],
    ...(files && { files }),
  };
  expect(decideRun({ ...run, policy }, { guard }).change?.what).toEqual(what);
  expect(decideRun({ ...run, policy }).change).toBeUndefined();
});
