/** Which files hold Kubernetes manifests, and how many. */
import { expect, it } from "vitest";
import { manifestsIn } from "../../dagger/src/scanners/trivy/iac/manifests.ts";

const POD = "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\n";
const KUSTOMIZATION = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
const PATCHES = `${KUSTOMIZATION}patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: shop
`;
const WORKFLOW = `on: push
jobs:
  deploy:
    steps:
      - run: |
          cat <<EOF > kustomization.yaml
          apiVersion: v1
          kind: Pod
          metadata: { name: p }
          EOF
`;

it.each([
  ["a.yaml", POD, 1],
  ["a.yaml", `${POD}---\n${POD}`, 2],
  ["a.yaml", `${POD}---\n${KUSTOMIZATION}`, 1],
  ["a.yaml", POD.replaceAll(/^/gm, "  "), 1],
  ["a.yaml", `x: &m { metadata: { name: p } }\n<<: *m\napiVersion: v1\nkind: Pod\n`, 1],
  ["a.yaml", POD.replace("{ name: p }", ""), 1],
  ["a.yaml", `${POD}\tx\n`, 1],
  ["a.yaml", `${POD.replaceAll(/^/gm, "  ")}\tx\n`, 1],
  ["a.yaml", POD.replace("p }", "{{ name }} }"), 1],
  ["a.yaml", "apiVersion: v1\nkind: List\nitems: []\n", 1],
  ["a.yaml", "apiVersion: v1\nkind: PodList\nitems: []\n", 1],
  ["a.json", '{ "apiVersion": "v1", "kind": "Pod", "metadata": {} }', 1],
  ["a.json", '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": {},\n}', 1],
])("%s, %j: %i", (path, text, documents) => {
  expect(manifestsIn(path, text).documents).toBe(documents);
});

it.each([
  ["kustomization.yaml", KUSTOMIZATION],
  ["kustomization.yaml", PATCHES],
  ["kustomization.yaml", `${KUSTOMIZATION}namePrefix: {{ broken }}\n`],
  [".github/workflows/ci.yaml", WORKFLOW],
  ["kubeconfig.yaml", "apiVersion: v1\nkind: Config\nclusters: []\n"],
  ["skaffold.yaml", "apiVersion: skaffold/v4beta6\nkind: Config\nmetadata_x: 1\n"],
  ["tool.json", '{ "apiVersion": "v1", "kind": "Config" }'],
])("%s of a tool's own, which no cluster takes: %j", (path, text) => {
  expect(manifestsIn(path, text)).toEqual({ documents: 0, list: false });
});
