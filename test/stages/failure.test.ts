/** What is made of the engine's errors, as Dagger 0.21.8 was seen to word them. */
import { expect, it } from "vitest";
import { whatFailed } from "../../dagger/src/stages/failure.ts";
import { EXIT } from "../../dagger/src/stages/wrapper.ts";

const TRACE = "[traceparent:9d3a71961b5ca5c1e5745ffcb8ba83c0-1129bf018ec2a3cb]";

it.each([
  ["bound service qbv0nl4ec5rm6 (aliased as target) exited", "exit code: 0"],
  ["bound service qbv0nl4ec5rm6 (aliased as target) exited: exit code: 137", "exit code: 137"],
])("%s: it ended during the scan, and how to read what it says", (words, how) => {
  const { reason, hint } = whatFailed(new Error(`${words} ${TRACE}`));
  expect(reason).toBe(`the service ended while it was scanned, or before: ${how}`);
  expect(hint).toContain('dagger call build with-exec --use-entrypoint --args "" stdout');
});

it("a target that never answered: where it may listen instead", () => {
  const said = "http://target:8080/: <urlopen error [Errno 111] Connection refused>";
  const error = Object.assign(new Error(), { exitCode: EXIT.neverUp, stdout: "", stderr: said });
  const { reason, hint } = whatFailed(error);
  expect(reason).toBe(`the target did not come up in time: ${said}`);
  expect(hint).toContain("listens on 0.0.0.0, not on 127.0.0.1 alone");
});
