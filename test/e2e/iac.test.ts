/** Infrastructure files with real Trivy: what it could not evaluate is missing evidence, not clean. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findings } from "../clinic/expected.ts";
import { greengate, temporary } from "./greengate.ts";
import { trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const POLICY = "version: 1\nservice: { dockerfile: none }\n";
const BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n';
const POD =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n  - { name: c, image: registry.example/c:1 }\n";
const POD_AS_DATA = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p" },
  spec: { containers: [{ name: "c", image: "registry.example/c:1" }] },
};
const POD_IN_FLOW =
  "apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { containers: [{ name: c, image: c:1 }] }";
const hook = (kind: string) =>
  POD.replace(
    "{ name: p }",
    `\n  name: {{ .Release.Name }}\n  annotations:\n    "helm.sh/hook": ${kind}`,
  );
/** The container is privileged, and only who follows the key sees it. */
const MERGED =
  "x: &x { securityContext: { privileged: true } }\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n  - { name: c, image: c:1, <<: *x }\n";
const CHART = "apiVersion: v2\nname: shop\nversion: 0.1.0\n";

interface Verdict {
  readonly findings: { readonly id: string; readonly locations: { readonly path: string }[] }[];
  readonly stages: {
    readonly stage: string;
    readonly state: string;
    readonly gaps: { readonly message: string }[];
    readonly notes: string[];
  }[];
}

function scanned(source: string, policy: string) {
  const out = temporary();
  const args = ["--source", source, "--policy", policy, "--out", out, "--only", "trivy-config"];
  greengate(["gate", "--install-tools", ...args]);
  const verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8")) as Verdict;
  const stage = verdict.stages.find((each) => each.stage === "trivy-config");
  return { verdict, state: stage?.state, text: JSON.stringify(stage) };
}

function withFiles(files: Record<string, string>) {
  const source = temporary();
  for (const [path, text] of Object.entries({ "greengate.yaml": POLICY, ...files })) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  return scanned(source, join(source, "greengate.yaml"));
}

describe.skipIf(why !== undefined)(`infrastructure${why ? ` (not here: ${why})` : ""}`, () => {
  it.each([
    ["JSON on one line", "pod.json", JSON.stringify(POD_AS_DATA)],
    ["keys in single quotes", "pod.yml", POD.replace("apiVersion", "'apiVersion'")],
    ["an escape in a key", "pod.json", JSON.stringify(POD_AS_DATA).replace("api", "\\u0061pi")],
  ])("a manifest written as %s is one", (_name, path, text) => {
    const { verdict, state } = withFiles({ [path]: text });
    expect(state).toBe("complete");
    expect(verdict.findings.flatMap(({ locations }) => locations[0]?.path ?? [])).toContain(path);
  });

  it("merge keys among labels are nobody's business", () => {
    const labels = POD.replace("{ name: p }", "\n  name: p\n  labels: { <<: { a: b } }");
    expect(withFiles({ "pod.yaml": labels }).state).toBe("complete");
  });

  it.each([
    ["HelmRelease", "spec: { values: { web: { <<: *x } } }", "complete"],
    ["Rollout", "spec: { template: { spec: { <<: *x } } }", "incomplete"],
    ["Rollout", "spec: { <<: *x }", "incomplete"],
  ])("merge keys of a kind that is not Kubernetes' own, %s: %s", (kind, spec, expected) => {
    const own = `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: { name: p }\n`;
    expect(withFiles({ "p.yaml": `x: &x { a: 1 }\n${own}${spec}\n` }).state).toBe(expected);
  });

  it("one in YAML's flow style, which Trivy passes over: incomplete", () => {
    const { state, text } = withFiles({ "pod.yaml": `{ ${POD_IN_FLOW} }\n` });
    expect(state).toBe("incomplete");
    expect(text).toContain("pod.yaml holds 1 document, of which 0 were evaluated");
  });

  it("a List on one line is not taken for evaluated", () => {
    const list = { apiVersion: "v1", kind: "List", metadata: {}, items: [POD_AS_DATA] };
    const { state, text } = withFiles({ "list.json": JSON.stringify(list) });
    expect(state).toBe("incomplete");
    expect(text).toContain("list.json holds a List");
  });

  describe("values that Terraform takes by itself", () => {
    const OPEN = `variable "from" {
  default = "10.0.0.0/8"
}
resource "aws_security_group_rule" "ssh" {
  type        = "ingress"
  from_port   = 22
  to_port     = 22
  protocol    = "tcp"
  cidr_blocks = [var.from]
}
`;
    const [NOBODY, ANYBODY] = ['from = "10.0.0.0/8"\n', 'from = "0.0.0.0/0"\n'];
    const ids = (files: Record<string, string>) =>
      withFiles(files).verdict.findings.map(({ id }) => id);

    it.each([
      ["terraform.tfvars", { "main.tf": OPEN, "terraform.tfvars": ANYBODY }],
      [
        "the last of several",
        { "main.tf": OPEN, "a.auto.tfvars": ANYBODY, "terraform.tfvars": NOBODY },
      ],
    ])("are those that it is evaluated with: %s", (_name, files) => {
      expect(ids(files)).toContain("AWS-0107");
    });

    it("are not taken for another folder's, and that is said", () => {
      const files = { "a/main.tf": OPEN, "a/terraform.tfvars": ANYBODY, "b/main.tf": OPEN };
      expect(withFiles(files).text).toContain("without the values of a/terraform.tfvars");
    });

    it("incomplete where they can't be read", () => {
      const { state } = withFiles({ "main.tf": OPEN, "terraform.tfvars": "from = {{\n" });
      expect(state).toBe("incomplete");
    });
  });

  it("files that parse are evaluated, each by name, and our own checks are no findings", () => {
    const { verdict, state } = withFiles({
      "infra/main.tf": BUCKET,
      "infra/empty.tf": "# nothing yet\n",
      "k8s/pods.yaml": `${POD}---\n${POD}`,
      "chart/Chart.yaml": CHART,
      "chart/values.yaml": "image: registry.example/c:1\n",
      "chart/templates/pod.yaml": POD.replace("registry.example/c:1", '"{{ .Values.image }}"'),
    });
    expect(state).toBe("complete");
    const paths = new Set(verdict.findings.flatMap(({ locations }) => locations[0]?.path ?? []));
    expect([...paths].sort()).toEqual([
      "chart/templates/pod.yaml",
      "infra/main.tf",
      "k8s/pods.yaml",
    ]);
    expect(verdict.findings.filter(({ id }) => id.startsWith("GG-"))).toEqual([]);
  });

  it("a chart that gets a template of ours to show that it was rendered: nothing of that is told", () => {
    const { verdict, state, text } = withFiles({
      "chart/Chart.yaml": CHART,
      "chart/templates/pod.yaml": `{{- if .Values.enabled }}\n${POD}{{- end }}\n`,
      "chart/templates/greengate-witness.yaml": POD,
      "dev/chart/Chart.yaml": CHART,
      "dev/chart/templates/pod.yaml": POD,
    });
    expect(state).toBe("complete");
    expect(text).toContain("Not rendered with the chart's own values: chart/templates/pod.yaml");
    const paths = new Set(verdict.findings.flatMap(({ locations }) => locations[0]?.path ?? []));
    expect([...paths].sort()).toEqual([
      "chart/templates/greengate-witness.yaml",
      "dev/chart/templates/pod.yaml",
    ]);
  });

  it("a hook of Helm, which Trivy itself never sees, is evaluated; a test of Helm's is a note", () => {
    const { verdict, state, text } = withFiles({
      "chart/Chart.yaml": CHART,
      "chart/templates/pod.yaml": POD,
      "chart/templates/migrate.yaml": hook("pre-upgrade"),
      "chart/templates/tests/test.yaml": hook("test"),
    });
    expect(state).toBe("complete");
    const paths = verdict.findings.flatMap(({ locations }) => locations[0]?.path ?? []);
    expect(paths).toContain("chart/templates/migrate.yaml");
    expect(text).toContain("only Helm's tests run it: chart/templates/tests/test.yaml");
  });

  it.each([
    [
      "a test of Helm's in a chart that is broken",
      {
        "c/Chart.yaml": CHART,
        "c/templates/p.yaml": `${POD}{{ if }}\n`,
        "c/templates/t.yaml": hook("test"),
      },
      "The chart c was not rendered",
    ],
    [
      "Terraform that does not parse",
      { "main.tf": BUCKET, "b.tf": 'resource "x" {\n' },
      "b.tf was",
    ],
    ["Terraform that is alone and does not parse", { "b.tf": "{{{\n" }, "b.tf was not evaluated"],
    [
      "a file that changes another one's block, where Trivy sees two",
      { "main.tf": BUCKET, "ssh_override.tf": 'resource "aws_s3_bucket" "b" {\n}\n' },
      "ssh_override.tf changes blocks of other files",
    ],
    ["a comment that silences", { "m.tf": `#trivy:ignore:AWS-0132\n${BUCKET}` }, "m.tf silences"],
    [
      "a comment that silences, with other parts before",
      { "m.tf": `#tfsec:exp:2099-01-01:ignore:AWS-0132\n${BUCKET}` },
      "m.tf silences",
    ],
    ["YAML that does not parse", { "p.yaml": `${POD}\t- x\n` }, "p.yaml holds 1 document,"],
    ["one bad document of two", { "p.yaml": `${POD}---\n${POD}\tx\n` }, "p.yaml holds 2 documents"],
    [
      "a comment behind the marker between two documents, which Trivy takes for one",
      { "p.yaml": `${POD}--- # and\n${POD}` },
      "p.yaml holds 2 documents, of which 1 was",
    ],
    [
      "a document in the line of its marker",
      { "p.yaml": `${POD}--- {apiVersion: v1, kind: Pod, metadata: {name: q}}\n` },
      "p.yaml holds 2 documents, of which 1 was",
    ],
    [
      "a list, which Trivy passes over",
      { "l.yaml": "apiVersion: v1\nkind: List\nmetadata: {}\nitems: []\n" },
      "l.yaml holds a List",
    ],
    [
      "a list of one kind, which kubectl takes as well",
      {
        "l.yaml": `apiVersion: v1\nkind: PodList\nmetadata: {}\nitems: [${JSON.stringify(POD_AS_DATA)}]\n`,
      },
      "l.yaml holds a List",
    ],
    [
      "such a list in a template",
      {
        "c/Chart.yaml": CHART,
        "c/templates/p.yaml": "apiVersion: v1\nkind: PodList\nmetadata: {}\nitems: []\n",
      },
      "c/templates/p.yaml holds a List",
    ],
    [
      "a chart with a broken template",
      { "c/Chart.yaml": CHART, "c/templates/p.yaml": `${POD}{{ if }}\n` },
      "The chart c was not rendered",
    ],
    [
      "a chart whose every template values may switch off, and that lacks one that it depends on",
      {
        "c/Chart.yaml": `${CHART}dependencies: [{ name: d, version: 1.0.0, repository: "file://d" }]\n`,
        "c/templates/p.yaml": `{{ if true }}\n${POD}{{ end }}\n`,
      },
      "The chart c was not rendered: found in Chart.yaml, but missing in charts/ directory: d.",
    ],
    [
      "a chart that lacks a value, with a template that is a manifest as it stands",
      {
        "c/Chart.yaml": CHART,
        "c/templates/p.yaml": POD.replace("registry.example/c:1", '"{{ .Values.image }}"'),
        "c/templates/q.yaml": POD.replace("registry.example/c:1", '"{{ .Values.app.image }}"'),
      },
      "nil pointer evaluating interface {}.image.",
    ],
    [
      "a module in a folder that is left out",
      {
        "main.tf": 'module "m" { source = "./.terraform/m" }\n',
        ".terraform/m/main.tf": BUCKET,
      },
      "main.tf calls a local module that is not among the files",
    ],
    [
      "a template with a comment behind the marker between two documents",
      { "c/Chart.yaml": CHART, "c/templates/p.yaml": `${POD}--- # and\n${POD}` },
      "c/templates/p.yaml holds 2 documents, of which 1 was evaluated",
    ],
    [
      "a template with a list behind another document",
      { "c/Chart.yaml": CHART, "c/templates/p.yaml": `${POD}---\nkind: List\nitems: []\n` },
      "c/templates/p.yaml holds a List",
    ],
    [
      "a template that Helm renders and Trivy does not",
      { "c/Chart.yaml": CHART, "c/templates/p": POD, "c/templates/q.yaml": POD },
      "c/templates/p was not rendered",
    ],
    [
      "a chart of which another template is broken",
      {
        "c/Chart.yaml": CHART,
        "c/templates/p.yaml": POD.replace("name: p", "name: {{ .Release.Name }}"),
        "c/templates/q.yaml": `${POD}{{ if }}\n`,
      },
      "The chart c was not rendered",
    ],
    [
      "a chart whose only template takes in what is not there",
      { "c/Chart.yaml": CHART, "c/templates/all.yaml": '{{ include "common.all" . }}\n' },
      "The chart c was not rendered",
    ],
    [
      "a chart that lacks a dependency",
      {
        "c/Chart.yaml": `${CHART}dependencies: [{ name: db, version: 1.0.0, repository: "https://x.invalid" }]\n`,
        "c/templates/p.yaml": POD,
      },
      "The chart c was not rendered",
    ],
    [
      "a chart inside of another one, but for those in its folder charts",
      { "Chart.yaml": CHART, "c/Chart.yaml": CHART, "charts/d/Chart.yaml": CHART },
      ':[{"code":"trivy.not-evaluated","message":"The chart c was not rendered',
    ],
    [
      "a list that a template makes in JSON",
      {
        "c/Chart.yaml": CHART,
        "c/templates/p.yaml": '{"apiVersion":"v1","kind":"List","items":[]}\n',
      },
      "c/templates/p.yaml holds a List",
    ],
    [
      "a list beside the chart that is at the top",
      {
        "Chart.yaml": CHART,
        "k8s/l.yaml": "apiVersion: v1\nkind: List\nmetadata: {}\nitems: []\n",
      },
      "k8s/l.yaml holds a List",
    ],
    [
      "a manifest beside the chart that is at the top, which does not parse",
      { "Chart.yaml": CHART, "k8s/p.yaml": `${POD}\t- x\n` },
      "k8s/p.yaml holds 1 document,",
    ],
    [
      "merge keys, of which Trivy knows nothing",
      { "p.yaml": MERGED },
      "p.yaml has merge keys (<<), and was evaluated without them",
    ],
    [
      "merge keys in a template",
      { "c/Chart.yaml": CHART, "c/templates/p.yaml": MERGED },
      "c/templates/p.yaml has merge keys",
    ],
  ])("%s: incomplete", (_name, files, words) => {
    const { state, text } = withFiles(files);
    expect(text).toContain(words);
    expect(state).toBe("incomplete");
  });

  it("a committed list of modules does not lead away from the code", () => {
    const modules = { Modules: [{ Key: "m", Source: "./mod", Dir: "clean" }] };
    const { verdict, state } = withFiles({
      "main.tf": 'module "m" {\n  source = "./mod"\n}\n',
      "mod/main.tf": BUCKET,
      "clean/main.tf": "",
      ".terraform/modules/modules.json": JSON.stringify(modules),
    });
    expect(state).toBe("complete");
    expect(verdict.findings[0]?.locations[0]?.path).toBe("mod/main.tf");
  });

  it("a chart is shown to be rendered, of whatever its templates take in; a library need not be", () => {
    const { verdict, state } = withFiles({
      "dev/Chart.yaml": CHART,
      "dev/templates/_pod.tpl": `{{ define "pod" }}\n${POD}{{ end }}\n`,
      "dev/templates/all.yaml": '{{ include "pod" . }}\n',
      "lib/Chart.yaml": `${CHART}type: library\n`,
      "lib/templates/_a.tpl": '{{ define "a" }}{{ end }}\n',
    });
    expect(state).toBe("complete");
    const paths = verdict.findings.map(({ locations }) => locations[0]?.path);
    expect(new Set(paths)).toEqual(new Set(["dev/templates/all.yaml"]));
  });

  it("a module that is switched off is said to be, and is no gap", () => {
    const { state, text } = withFiles({
      "main.tf": 'module "m" {\n  count  = 0\n  source = "./mod"\n}\n',
      "mod/main.tf": BUCKET,
    });
    expect(text).toContain("Not evaluated: mod/main.tf:1");
    expect(state).toBe("complete");
  });

  it("the clinic's manifests and bucket", () => {
    const policy = join(temporary(), "greengate.yaml");
    writeFileSync(policy, POLICY);
    const { verdict, state } = scanned("examples/clinic", policy);
    expect(state).toBe("complete");
    for (const folder of ["k8s", "infra"]) {
      for (const { id, path } of findings[folder]?.["trivy-config"] ?? []) {
        const hit = verdict.findings.some(
          (found) => found.id === id && found.locations[0]?.path === `${folder}/${path}`,
        );
        expect(hit, `${id} at ${folder}/${path}`).toBe(true);
      }
    }
  });
});
