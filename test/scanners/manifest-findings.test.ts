/** A manifest that no lockfile covers is a finding, where the run record tells of it. */
import { expect, it } from "vitest";
import { decideRun, greenRun, stageOf } from "../support/run.ts";

it("a manifest without a lockfile is a finding, which warns, and no missing evidence", () => {
  const run = greenRun();
  const { evidence } = stageOf(run, "trivy-fs");
  const reasons = ["no-lockfile", "unreadable"];
  const paths = ["a/package.json", "b/package.json"];
  evidence.targets = [...paths, ...(evidence.targets as string[])];
  const names = paths.map((path, index) => ({ path, reason: reasons[index], unread: "bun.lockb" }));
  evidence.unlocked = names;
  const verdict = decideRun(run);
  expect(verdict.verdict).toBe("warn");
  const ours = verdict.findings.filter(({ sources }) => sources[0]?.stage === "trivy-fs");
  expect(ours.map(({ id, action }) => [id, action])).toEqual([
    ["no-lockfile", "warn"],
    ["unreadable-manifest", "warn"],
  ]);
  expect(JSON.stringify(verdict)).toContain(
    "package-lock.json, yarn.lock, pnpm-lock.yaml or bun.lock",
  );
  expect(JSON.stringify(verdict)).toContain("bun.lockb is not read");
});

it.each([undefined, [], "none"])(
  "a manifest that was to be looked at and is said to be %j",
  (said) => {
    const run = greenRun();
    const { evidence } = stageOf(run, "trivy-fs");
    evidence.targets = ["package.json", ...(evidence.targets as string[])];
    evidence.unlocked = said;
    expect(decideRun(run).verdict).toBe("incomplete");
  },
);
