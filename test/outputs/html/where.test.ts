/** report.html points at the file and line where a change mends it. */
import { expect, it } from "vitest";
import { html } from "../../../dagger/src/outputs/html/html.ts";
import { manyFindings } from "../../support/report-verdicts.ts";

it("of a finding and of a step", () => {
  const verdict = manyFindings(1);
  const where = { path: "app/<Dockerfile>", line: 3 };
  const out = html.render({
    ...verdict,
    findings: verdict.findings.map((finding) => ({ ...finding, where })),
    plan: verdict.plan.map((step) => ({ ...step, where })),
  });
  const place = "<code>app/&lt;Dockerfile&gt;:3</code>";
  expect(out.split(`<dt>Where to look</dt><dd>${place}`)).toHaveLength(verdict.findings.length + 1);
  expect(out.split(`see ${place}`)).toHaveLength(verdict.plan.length + 1);
});

it.each(["Fix KSV-0014 in deploy/app.yaml:31", "Fix KSV-0014 in old/deploy/app.yaml:3"])(
  "of a step that names another place, which only begins or ends so: %s",
  (what) => {
    const verdict = manyFindings(1);
    const where = { path: "deploy/app.yaml", line: 3 };
    const out = html.render({ ...verdict, plan: [{ kind: "fix", what, clears: [], where }] });
    expect(out).toContain("see <code>deploy/app.yaml:3</code>");
  },
);

it("but says no place twice", () => {
  const verdict = manyFindings(1);
  const where = { path: "deploy/app.yaml", line: 3 };
  const out = html.render({
    ...verdict,
    findings: verdict.findings.map((finding) => ({ ...finding, where, locations: [where] })),
    plan: [{ kind: "fix", what: "Fix KSV-0014 in deploy/app.yaml:3", clears: [], where }],
  });
  expect(out).not.toContain("Where to look");
  expect(out).not.toContain("see <code>");
});
