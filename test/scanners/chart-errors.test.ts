/** Why Helm refused a chart, out of Trivy's log. */
import { expect, it } from "vitest";
import { chartErrorsIn, heardOfCharts } from "../../dagger/src/scanners/trivy/iac/chart-errors.ts";

const skipped = (path: string, error: string) =>
  `2026-11-26T22:13:41Z\tWARN\t[helm scanner] Skipping chart\tfile_path=${path} err=${error}\n`;

it("of a log of Trivy 0.76", () => {
  const log =
    "2026-11-26T22:13:39Z\tINFO\t[misconfig] Misconfiguration scanning is enabled\n" +
    skipped(
      '"."',
      String.raw`"parse chart: a/templates/service.yaml:60:28\n  executing \"a/templates/service.yaml\" at <.Values.app.ports.http>:\n    nil pointer evaluating interface {}.ports"`,
    ) +
    skipped(
      '"deploy/api"',
      '"parse chart: found in Chart.yaml, but missing in charts/ directory: b"',
    );
  expect([...chartErrorsIn(heardOfCharts(log))]).toEqual([
    [
      "",
      "a/templates/service.yaml:60:28 at <.Values.app.ports.http>: nil pointer evaluating interface {}.ports",
    ],
    ["deploy/api/", "found in Chart.yaml, but missing in charts/ directory: b"],
  ]);
});

it("of one without any, and of what is none", () => {
  expect(heardOfCharts("INFO\tDetected config files\tnum=4\n")).toEqual({});
  expect(chartErrorsIn({ chartErrors: "no" }).size).toBe(0);
  expect(chartErrorsIn(undefined).size).toBe(0);
});

it("with a text that JSON does not know, and a long one cut", () => {
  const { chartErrors } = heardOfCharts(skipped("a", String.raw`"\x1b[31m${"a".repeat(999)}"`));
  expect(chartErrors?.[0]?.folder).toBe("a/");
  expect(chartErrors?.[0]?.why).toHaveLength(200);
});
