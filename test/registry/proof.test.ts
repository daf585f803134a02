/** What is signed of an image, judged: each thing that is wrong with it is named. */
import { describe, expect, it } from "vitest";
import { policyDigest } from "../../dagger/src/core/policy/digest.ts";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { DAY_MS } from "../../dagger/src/core/time.ts";
import { runWith, verdictFile } from "../support/baseline.ts";
import { blocked, codes, everything, REFUSED, stateOf } from "../support/proofs.ts";
import { decideRun, type Run } from "../support/run.ts";

it("a full proof is proven, so that what follows says something", () => {
  expect(codes(everything())).toEqual([]);
  expect(stateOf(everything())).toBe("proven");
});

describe("each thing that is wrong is named", () => {
  it.each([
    ["blocked", "verdict.block"],
    ["incomplete", "verdict.incomplete"],
    ["of another image", "verdict.other-image"],
    ["of another policy", "verdict.other-policy"],
    ["stale", "verdict.stale"],
    ["from the future", "verdict.from-the-future"],
    ["with an old database", "database.stale"],
    ["not signed", "signature.absent"],
    ["beside reports of another run", "vulnerabilities.other-run"],
  ])("%s", (name, code) => {
    const [statements, more] = REFUSED[name]?.() ?? [[]];
    expect(codes(statements, more)).toContain(code);
    expect(stateOf(statements, more)).toBe(name === "blocked" ? "blocked" : "unproven");
  });
});

describe("of several verdicts the newest counts", () => {
  const later = (run: Run, ms: number) => ({ ...run, now: run.now + ms });

  it("a red one after a green one, in any order, and at the same time", () => {
    for (const ms of [0, 1000]) {
      const red = everything(later(blocked(), ms));
      expect(stateOf([...everything(), ...red])).toBe("blocked");
      expect(stateOf([...red, ...everything()])).toBe("blocked");
    }
  });

  it("a green one after a red one", () => {
    expect(stateOf([...everything(later(blocked(), -1000)), ...everything()])).toBe("proven");
  });
});

describe("green by an exception", () => {
  const excepted = (until: string) => {
    const run = blocked();
    const parsed = parsePolicy(
      `version: 1\nexceptions: [{ id: CVE-2024-1, reason: r, owner: ana, until: ${until} }]\n`,
      "greengate.yaml",
    );
    if (!parsed.ok) throw new Error("the policy is none");
    run.policy = { ...run.policy, exceptions: parsed.value.exceptions };
    return { statements: everything(run), policy: policyDigest(run.policy) };
  };
  const at = (now: string) => ({ now: Date.parse(now), maxAgeMs: 30 * DAY_MS });

  it("counts through its last day, whatever age is allowed", () => {
    const { statements, policy } = excepted("2026-11-25");
    const before = { ...at("2026-11-25T23:59:59Z"), policy };
    expect(codes(statements, before)).toEqual([]);
    const after = { ...at("2026-11-26T00:00:00Z"), policy };
    expect(codes(statements, after)).toEqual(["exception.ran-out"]);
    expect(stateOf(statements, after)).toBe("unproven");
  });
});

it("green by the policy's time alone counts until a finding is overdue that blocks then", () => {
  const seen = blocked();
  seen.policy = {
    ...seen.policy,
    actions: { ...seen.policy.actions, critical: "warn" },
    overdue: { critical: "block" },
    slaHours: { critical: 240 },
  };
  const run = runWith(seen, { baselines: [verdictFile(decideRun(seen))] });
  const [statements, policy] = [everything(run), policyDigest(run.policy)];
  const after = (days: number) => ({ policy, now: run.now + days * DAY_MS, maxAgeMs: 30 * DAY_MS });
  expect(codes(statements, after(9))).toEqual([]);
  expect(codes(statements, after(11))).toEqual(["exception.ran-out"]);
  const mild = { ...run, policy: { ...run.policy, overdue: {} } };
  expect(codes(everything(mild), { ...after(11), policy: policyDigest(mild.policy) })).toEqual([]);
});
