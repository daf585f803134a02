/** How many manifests of a template are there whatever the values say. */
import { expect, it } from "vitest";
import { templateOf } from "../../dagger/src/scanners/trivy/iac/templates.ts";

const POD = "apiVersion: v1\nkind: Pod\n";

it.each([
  [POD, 1, 1],
  [`---\n${POD}--- # two\n${POD}`, 2, 2],
  [`${POD}---\n{{- if .Values.on }}\n${POD}{{- end }}\n---\n${POD}`, 3, 2],
  [`{{ range .Values.all }}\n---\n${POD}---\n${POD}{{ end }}`, 2, 0],
  [`{{ define "a" }}\n${POD}{{ end }}`, 1, 0],
  ["metadata:\n  kind: Pod\n", 0, 0],
])("%j: %i documents, %i of them for certain", (text, documents, certain) => {
  expect(templateOf(text)).toMatchObject({ documents, certain });
});
