/** The published schemas are current, and what Greengate writes and reads keeps to them. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { json } from "../../dagger/src/outputs/json.ts";
import { POLICY_REFERENCE, SCHEMAS } from "../../scripts/schemas.ts";
import { decideRun, fixture, greenRun, withReport } from "../support/run.ts";

const published = (name: string) => readFileSync(`docs/schema/${name}`, "utf8");

it.each([...SCHEMAS])("%s is what the code says (else: npm run schema)", (name, text) => {
  expect(published(name)).toBe(text);
});

it("docs/policy.md is what the schema says (else: npm run schema)", () => {
  expect(readFileSync("docs/policy.md", "utf8")).toBe(POLICY_REFERENCE);
});

function errorsOf(schema: string, data: unknown) {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
    JSON.parse(published(schema)) as object,
  );
  validate(data);
  return validate.errors ?? [];
}

it("a verdict keeps to its schema", () => {
  const run = withReport(greenRun(), "trivy-image", fixture("trivy/image-vuln-json.json"));
  for (const each of [run, greenRun()]) {
    const verdict: unknown = JSON.parse(json.render(decideRun(each)));
    expect(errorsOf("verdict.schema.json", verdict)).toEqual([]);
  }
});

it("run records keep to theirs", () => {
  expect(errorsOf("run.schema.json", greenRun().records)).toEqual([]);
});

it("so does this repository's own policy", () => {
  const policy: unknown = parse(readFileSync("greengate.yaml", "utf8"));
  expect(errorsOf("policy.schema.json", policy)).toEqual([]);
});
