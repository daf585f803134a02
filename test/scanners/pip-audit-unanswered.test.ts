/** Where pip-audit's service does not answer, it writes nothing: what to do goes by the service that was asked. */
import { expect, it } from "vitest";
import type { StageInput } from "../../dagger/src/core/evidence.ts";
import { read } from "../../dagger/src/scanners/pip-audit/read.ts";

const asked = (service: string) =>
  read({
    record: {
      ...{ stage: "pip-audit", status: "ran", arguments: ["--vulnerability-service", service] },
      evidence: { targets: ["requirements.txt"], pinned: [], unpinned: [], missing: [] },
    },
    files: new Map(["canary.json", "report-0.json"].map((name) => [name, new Uint8Array()])),
  } as unknown as StageInput).gaps;

it("says so, and who asks OSV is not told to", () => {
  const message = "The canary's report is empty, as where its advisory service does not answer.";
  expect(asked("pypi")[0]).toMatchObject({ message, hint: expect.stringContaining("osv asks") });
  expect(asked("osv")).toHaveLength(2);
  for (const { hint } of asked("osv")) {
    expect(hint).toMatch(/^Let pip-audit reach OSV, or give a mirror of it/);
  }
});
