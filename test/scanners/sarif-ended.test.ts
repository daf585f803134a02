/** How a run of another tool ended, as its SARIF tells it. */
import { expect, it } from "vitest";
import { readSarif } from "../../dagger/src/scanners/sarif/sarif.ts";

function gapsOf(run: object) {
  const whole = { tool: { driver: { name: "t" } }, results: [], ...run };
  const bytes = Buffer.from(JSON.stringify({ version: "2.1.0", runs: [whole] }));
  const { gaps } = readSarif({ files: new Map([["report.sarif", bytes]]) });
  return gaps.map(({ code, message }) => `${code}: ${message}`);
}
const ENDED = { executionSuccessful: true };
const FAILED = { executionSuccessful: false };

it.each([
  [[ENDED], []],
  [[ENDED, FAILED, FAILED], ["sarif.failed: The tool says that it did not execute successfully."]],
  [
    [{ ...ENDED, exitSignalName: "SIGKILL" }],
    ["sarif.failed: The tool was ended by a signal: SIGKILL"],
  ],
  [
    [{ ...ENDED, processStartFailureMessage: "no such file" }],
    ["sarif.failed: The tool did not start: no such file"],
  ],
])("%j", (invocations, gaps) => {
  expect(gapsOf({ invocations })).toEqual(gaps);
});

it("a converter that failed did not give all that the tool said", () => {
  expect(gapsOf({ invocations: [ENDED], conversion: { invocation: ENDED } })).toEqual([]);
  expect(gapsOf({ invocations: [ENDED], conversion: { invocation: FAILED } })).toHaveLength(1);
});
