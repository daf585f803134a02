/** bom.cdx.json: valid by CycloneDX's schema, the bill whole, and no more said than is known. */
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { cyclonedx } from "../../dagger/src/outputs/cyclonedx/cyclonedx.ts";
import { HOSTILE } from "../support/hostile.ts";
import { fixture } from "../support/run.ts";
import { noTools, toolText } from "../support/test-tools.ts";
import {
  BILL,
  everyKind,
  everyText,
  everyWord,
  incomplete,
  manyFindings,
  pass,
} from "../support/verdicts.ts";

interface Bom {
  serialNumber: string;
  specVersion: string;
  metadata: { timestamp: string; properties: { name: string; value: string }[] };
  components: { "bom-ref": string; purl?: string }[];
  vulnerabilities: {
    id: string;
    affects: { ref: string }[];
    analysis: { state: string; detail: string; response?: string[] };
  }[];
}
const read = (text: string) => JSON.parse(text) as Bom;

describe(`by CycloneDX's schema${noTools ? ` (skipped: ${noTools})` : ""}`, () => {
  function validator() {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    // Of the later drafts, which ajv-formats lacks; nothing that we write has one of them.
    for (const format of ["iri-reference", "idn-email"]) ajv.addFormat(format, true);
    const schema = (name: string) => {
      const path = `@cyclonedx/cyclonedx-library/res/schema/${name}.SNAPSHOT.schema.json`;
      return JSON.parse(toolText(path)) as object;
    };
    for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) {
      ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    }
    const versions = ["1.6", "1.7"].map((version) => [version, schema(`bom-${version}`)] as const);
    const known = new Map(versions.map(([version, each]) => [version, ajv.compile(each)]));
    return (bom: unknown): unknown => {
      const validate = known.get((bom as Bom).specVersion);
      validate?.(bom);
      return validate ? (validate.errors ?? []) : "no schema of that version";
    };
  }

  it.skipIf(noTools !== undefined)("is valid, with the image's bill and without", () => {
    const errors = validator();
    const verdicts = [
      pass(),
      everyKind(),
      incomplete(),
      ...HOSTILE.flatMap((text) => [everyText(text), everyWord(text)]),
    ];
    for (const bill of [BILL, fixture("trivy/image-clean.cdx.json"), undefined]) {
      for (const verdict of verdicts) {
        expect(errors(JSON.parse(cyclonedx.render(verdict, bill)))).toEqual([]);
      }
    }
  });

  it.skipIf(noTools !== undefined)("which would refuse what is not", () => {
    const bom = read(cyclonedx.render(everyKind(), BILL));
    for (const each of bom.vulnerabilities) each.analysis.state = "fine";
    expect(validator()(bom)).not.toEqual([]);
  });
});

it("keeps every component of the image's bill, and every reference is to one", () => {
  const given = (JSON.parse(BILL.toString()) as Bom).components;
  const { components, vulnerabilities } = read(cyclonedx.render(everyKind(), BILL));
  const refs = components.map((each) => each["bom-ref"]);
  expect(refs).toEqual(expect.arrayContaining(given.map((each) => each["bom-ref"])));
  expect(new Set(refs).size).toBe(refs.length);
  for (const { affects } of vulnerabilities) {
    expect(affects.length).toBeGreaterThan(0);
    for (const { ref } of affects) expect(refs).toContain(ref);
  }
  // A package of the bill is met by its purl, not added again.
  const zlib = vulnerabilities.find(({ id }) => id === "CVE-2023-45853");
  expect(given.map((each) => each["bom-ref"])).toContain(zlib?.affects[0]?.ref);
});

it("an accepted risk is not one that isn't there", () => {
  const { vulnerabilities } = read(cyclonedx.render(everyKind(), BILL));
  const accepted = vulnerabilities.find(({ id }) => id === "CVE-2023-45853");
  expect(accepted?.analysis).toEqual({
    state: "exploitable",
    detail: "Accepted by an exception of ana until 2026-12-31. the function is never called",
  });
  const others = vulnerabilities.filter((each) => each !== accepted);
  for (const { analysis } of others) expect(analysis.state).toBe("in_triage");
});

it("tells the verdict, what is incomplete, and where the bill is not whole", () => {
  const said = (text: string) =>
    Object.fromEntries(read(text).metadata.properties.map(({ name, value }) => [name, value]));
  expect(said(cyclonedx.render(incomplete()))).toMatchObject({
    "greengate:verdict": "incomplete",
    "greengate:incomplete-stages": "trivy-image",
    "greengate:components": expect.stringContaining("only those with findings") as string,
  });
  expect(said(cyclonedx.render(everyKind(), BILL))).not.toHaveProperty("greengate:components");
});

it("a bill that can't be read is none", () => {
  const cut = BILL.subarray(0, 200);
  expect(read(cyclonedx.render(everyKind(), cut)).components.length).toBeGreaterThan(0);
});

it("is another document for another verdict, the same for the same", () => {
  const serial = (text: string) => read(text).serialNumber;
  const one = serial(cyclonedx.render(everyKind(), BILL));
  expect(serial(cyclonedx.render(everyKind(), BILL))).toBe(one);
  expect(serial(cyclonedx.render(pass(), BILL))).not.toBe(one);
  expect(one).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});

it("has all of many findings", () => {
  const { vulnerabilities } = read(cyclonedx.render(manyFindings(10_000), BILL));
  expect(vulnerabilities).toHaveLength(10_000);
});
