/** The time that a report bears, held against its run's and against now. */
import { expect, it } from "vitest";
import { createdDuringRun } from "../../dagger/src/scanners/freshness.ts";
import { greenRun, NOW, stageOf } from "../support/run.ts";

/** @param record false: of bare reports, that some other pipeline made */
function codes(created: string | undefined, record = true): string[] {
  const started = { ...stageOf(greenRun(), "trivy-image"), startedAt: "2026-11-24T21:00:00Z" };
  const gaps = createdDuringRun(created, { record: record ? started : undefined, now: NOW });
  return gaps.map(({ code }) => code);
}

it.each<[string, string | undefined, string[]]>([
  ["of the run", "2026-11-24T21:10:00Z", []],
  ["of clocks that differ a little", "2026-11-24T20:59:00Z", []],
  ["of an earlier run", "2026-11-24T12:00:00Z", ["report.of-an-earlier-run"]],
  ["still to come", "2026-11-26T00:00:00Z", ["report.from-the-future"]],
  ["of no day", "yesterday", ["report.no-time"]],
  ["without a time", undefined, ["report.no-time"]],
])("%s", (_, created, expected) => {
  expect(codes(created)).toEqual(expected);
});

it("of a bare report nobody knows when its run started, but for that it is over", () => {
  expect(codes("2026-11-01T00:00:00Z", false)).toEqual([]);
  expect(codes("2026-11-26T00:00:00Z", false)).toEqual(["report.from-the-future"]);
});
