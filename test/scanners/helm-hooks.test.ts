/** Helm's hooks: Trivy sees none, so it is given a chart without them, but for Helm's tests. */
import { expect, it } from "vitest";
import { isHelmTest, withoutHooks } from "../../dagger/src/scanners/trivy/iac/hooks.ts";

const manifest = (annotation: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    ${annotation}\n`;
const TEST = manifest('"helm.sh/hook": test');
const JOB = manifest("helm.sh/hook: pre-install");

it.each([
  TEST,
  manifest("helm.sh/hook: test-success"),
  manifest("helm.sh/hook: test\n    helm.sh/hook-delete-policy: hook-succeeded"),
  `${TEST}---\n${TEST}`,
])("%j is a test, and stays one", (text) => {
  expect(isHelmTest(text)).toBe(true);
  expect(withoutHooks(text)).toBeUndefined();
});

it.each([
  [JOB, "helm.sh/was-hook: pre-install"],
  [manifest('"helm.sh/hook": pre-install,test'), '"helm.sh/was-hook": pre-install,test'],
  [`${TEST}---\n${JOB}`, "helm.sh/was-hook: pre-install"],
  [manifest('# "helm.sh/hook": test\n    helm.sh/hook: post-install'), "was-hook: post-install"],
  [manifest('helm.sh/hook: {{ .Values.hook | default "test" }}'), "helm.sh/was-hook: {{"],
  ['{{ define "job" }}\n"helm.sh/hook": pre-upgrade\n{{ end }}', '"helm.sh/was-hook": pre-upgrade'],
  ["{{ toYaml (dict `helm.sh/hook` `pre-install`) }}", "(dict `helm.sh/was-hook`"],
])("%j is no test", (text, given) => {
  expect(isHelmTest(text)).toBe(false);
  expect(withoutHooks(text)).toContain(given);
});

it.each(["kind: Pod\n", "helm.sh/hook-weight: 1\n"])("%j has no hook", (text) => {
  expect(isHelmTest(text)).toBe(false);
  expect(withoutHooks(text)).toBeUndefined();
});
