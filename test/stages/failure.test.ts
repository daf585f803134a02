/** What is made of the engine's errors, as Dagger 0.21.8 was seen to word them. */
import { expect, it } from "vitest";
import { whatFailed } from "../../dagger/src/stages/failure.ts";

const TRACE = "[traceparent:9d3a71961b5ca5c1e5745ffcb8ba83c0-1129bf018ec2a3cb]";

it.each([
  ["bound service qbv0nl4ec5rm6 (aliased as target) exited", "exit code: 0"],
  ["bound service qbv0nl4ec5rm6 (aliased as target) exited: exit code: 137", "exit code: 137"],
])("%s: it ended during the scan, and where to read its log", (words, how) => {
  const { reason, hint } = whatFailed(new Error(`${words} ${TRACE}`));
  expect(reason).toBe(`the service ended while it was scanned, or before: ${how}`);
  expect(hint).toContain("dagger call serve up");
});
