/** Semgrep is given every file that it would look at for the rules' languages (measured with 1.182.0). */
import { expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { nothingSelected } from "../../dagger/src/folder/records.ts";
import { scannerOf } from "../../dagger/src/scanners/index.ts";
import { selectCode } from "../../dagger/src/scanners/semgrep/select.ts";
import { decideRun, greenRun, stageOf } from "../support/run.ts";
import { treeOf } from "../support/tree.ts";

const policy = policySchema.parse({ version: 1, semgrepRules: ["rules.yml"] });

it.each([
  ["bash", "bash sh"],
  ["c", "c h"],
  ["cpp", "C c++ cc cpp cxx h hh hpp hxx inl ipp pcc tpp"],
  ["csharp", "cs"],
  ["dockerfile", "Dockerfile dockerfile"],
  ["go", "go"],
  ["html", "htm html"],
  ["java", "java"],
  ["javascript", "cjs js jsx mjs ts tsx d.ts min.js"],
  ["json", "ipynb json"],
  ["kotlin", "kt ktm kts"],
  ["php", "php phtml tpl"],
  ["python", "py pyi"],
  ["ruby", "rb"],
  ["rust", "rs"],
  ["scala", "scala"],
  ["swift", "swift"],
  ["terraform", "hcl tf tfvars tofu"],
  ["typescript", "ts tsx"],
  ["yaml", "yaml"],
])("rules for %s look at .%s", (language, endings) => {
  const files = endings.split(" ").map((ending) => `src/f.${ending}`);
  const tree = treeOf({
    "rules.yml": `rules: [{ id: a, languages: [${language}] }]`,
    "README.md": "",
    ...Object.fromEntries(files.map((file) => [file, ""])),
  });
  expect([...selectCode(tree, policy).targets].sort()).toEqual(files.sort());
});

it.each([
  ["A.cs", Buffer.from("\ufeffclass A {}\n", "utf16le"), true],
  ["A.cs", Buffer.from("\ufeffclass A {}\n"), false],
  ["a.py", Buffer.from("# coding: utf-7\nx = 1 # +AAo-eval(x)\n"), true],
  ["a.py", Buffer.from("#!/usr/bin/python\n# -*- coding: unicode_escape -*-\n"), true],
  ["a.py", Buffer.from("# -*- coding: UTF_8 -*-\n"), false],
  ["a.py", Buffer.from("# -*- coding: iso-8859-15 -*-\n"), false],
  ["a.py", Buffer.from("\n\n# coding: utf-7\n"), false],
])("%s in another encoding than Semgrep reads is missing evidence (%#)", (path, bytes, encoded) => {
  const rules = "rules: [{ id: a, languages: [python, csharp] }]";
  const tree = treeOf({ "rules.yml": rules, [path]: bytes.toString("utf8") });
  const { targets, evidence } = selectCode(tree, policy);
  expect({ targets, evidence }).toMatchObject({
    targets: [path],
    evidence: { rules: ["a"], encoded: encoded ? [path] : [] },
  });
  const run = greenRun();
  stageOf(run, "semgrep").evidence.encoded = evidence?.encoded;
  const stage = decideRun(run).stages.find((each) => each.stage === "semgrep");
  expect(stage?.gaps.map(({ code }) => code)).toEqual(encoded ? ["semgrep.encoding"] : []);
});

it.each([
  ["a.py", "\ufeffeval(x)\n", "eval(x)\n"],
  ["a.py", "# why\reval(x)\r\n", "# why\neval(x)\n"],
  ["a.py", "# why\r\neval(x)\r\n", undefined],
  ["a.go", "// why\reval(x)\n", undefined],
])("%s is given as who runs it reads it (%#)", (path, text, given) => {
  const tree = treeOf({
    "rules.yml": "rules: [{ id: a, languages: [python, go] }]",
    [path]: text,
  });
  expect(selectCode(tree, policy).planted).toEqual(given === undefined ? {} : { [path]: given });
});

it.each([
  "r2c-internal-project-depends-on: { namespace: pypi, package: x, version: < 1 }",
  "severity: INVENTORY",
  "severity: EXPERIMENT",
])("a rule that Semgrep's free engine drops without a word is missing evidence: %s", (odd) => {
  const rules = `rules: [{ id: a, languages: [python], ${odd} }, { id: b, languages: [python], severity: ERROR }]`;
  const { evidence } = selectCode(treeOf({ "rules.yml": rules, "a.py": "" }), policy);
  expect(evidence).toMatchObject({ rules: ["a", "b"], unreported: ["a"] });
  const run = greenRun();
  stageOf(run, "semgrep").evidence.unreported = evidence?.unreported;
  const { verdict, plan } = decideRun(run);
  expect(verdict).toBe("incomplete");
  expect(plan[0]?.what).toContain("reports nothing of the rule a");
});

it("rules that are not there are missing, in one sentence, and Semgrep is not asked", () => {
  const text = (path: string) => {
    throw new Error(`no such file: ${path}`);
  };
  const tree = { ...treeOf({ "a.py": "" }), text };
  const record = nothingSelected(scannerOf("semgrep"), tree, selectCode(tree, policy));
  expect(record).toMatchObject({
    status: "missing",
    reason: "the policy's semgrepRules names rules.yml, and the source has no such file",
  });
  const run = greenRun();
  Object.assign(stageOf(run, "semgrep"), record);
  run.files.delete("semgrep");
  const stage = decideRun(run).stages.find((each) => each.stage === "semgrep");
  expect(stage).toMatchObject({ state: "incomplete", gaps: [{ code: "stage.missing" }] });
});
