/** What scanners write of secrets is taken out before it is stored. */
import { expect, it } from "vitest";
import { withoutCode } from "../../dagger/src/scanners/bandit/redact.ts";
import { withoutImageConfig } from "../../dagger/src/scanners/trivy/redact.ts";
import { fixture } from "../support/run.ts";

it("Bandit: no line of code, no hard-coded password", () => {
  const report = {
    errors: [],
    results: [
      {
        code: "3 password = 'hunter2'\n",
        issue_text: "Possible hardcoded password: 'hunter2'",
        test_id: "B105",
        line_number: 3,
      },
    ],
  };
  const text = withoutCode(JSON.stringify(report));
  expect(text).not.toContain("hunter2");
  expect(JSON.parse(text).results[0]).toEqual({
    issue_text: "Possible hardcoded password",
    test_id: "B105",
    line_number: 3,
  });
});

it("Trivy: the image's configuration, which holds its environment", () => {
  const before = fixture("trivy/image-vuln-json.json").toString();
  expect(before).toContain("ImageConfig");
  const after = withoutImageConfig(before);
  expect(after).not.toContain("ImageConfig");
  const { Metadata: _, ...rest } = JSON.parse(before);
  expect(JSON.parse(after)).toMatchObject(rest);
});

it.each(["", "{", "null", "[]", '{"Results":[]}'])("%j stays as it is", (text) => {
  expect(withoutCode(text)).toBe(text);
  expect(withoutImageConfig(text)).toBe(text);
});
