/** What a baseline had and this verdict has not: fixed only where somebody looked again. */
import { expect, it } from "vitest";
import { sortGone } from "../../dagger/src/core/baseline.ts";
import type { GoneFinding, JudgedStage } from "../../dagger/src/core/verdict.ts";

type State = JudgedStage["state"];

/** Whether it is fixed that these stages had seen, by what they are now. */
function isFixed(now: Readonly<Record<string, State>>): boolean {
  const seen: GoneFinding = {
    ...{ fingerprint: "0", category: "vulnerability", id: "CVE-2024-1", aliases: [], title: "" },
    ...{ severity: "high", packages: ["lodash"], stages: ["trivy-fs", "trivy-image"] },
    firstSeen: "2026-11-01T00:00:00Z",
  };
  const stages = Object.entries(now).map(([stage, state]): JudgedStage => {
    return {
      stage,
      state,
      reason: "",
      reused: false,
      facts: [],
      gaps: [],
      accepted: [],
      notes: [],
    };
  });
  const { fixed, unseen } = sortGone([seen], stages);
  expect([...fixed, ...unseen]).toEqual([seen]);
  return fixed.length === 1;
}

it.each<[string, State | undefined, State | undefined, boolean]>([
  ["both looked", "complete", "complete", true],
  ["one looked, and the other has nothing to look at", "complete", "not-applicable", true],
  ["there is nothing to look at any more", "not-applicable", "not-applicable", true],
  ["one looked, and the other is not required", "complete", "dropped", true],
  ["one looked, and the other is none of the gate's", "complete", undefined, true],
  ["one looked, and the other lacks evidence", "complete", "incomplete", false],
  ["neither is required", "dropped", "dropped", false],
  ["neither is the gate's", undefined, undefined, false],
])("%s", (_, fs, image, expected) => {
  const now = { ...(fs && { "trivy-fs": fs }), ...(image && { "trivy-image": image }) };
  expect(isFixed(now)).toBe(expected);
});
