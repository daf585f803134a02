/** What a policy does with one finding, by what its tools say of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawFinding } from "../../dagger/src/core/finding.ts";
import { joinFindings } from "../../dagger/src/core/join-findings.ts";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { judge } from "../../dagger/src/core/rules/index.ts";
import { SEVERITIES, type Severity } from "../../dagger/src/core/severity.ts";
import type { KnownFinding } from "../../dagger/src/core/verdict.ts";

const ACTIONS = ["info", "warn", "block"] as const;
const severity = fc.constantFrom(...SEVERITIES);
const action = fc.constantFrom(...ACTIONS);
/** What is worst blocks: a policy in which it does not is its own fault. */
const actions = fc.record(
  { medium: action, low: action, info: action, unknown: action },
  { requiredKeys: [] },
);

const rated = (severity: Severity): RawFinding => ({
  ...{ category: "vulnerability", id: "CVE-2024-1", title: "", severity },
  location: { path: "package-lock.json" },
});

/** One finding that so many tools tell of, overdue. */
function told(severities: readonly Severity[]): KnownFinding {
  const [finding] = joinFindings(
    severities.map((severity, index) => {
      return { stage: `stage-${index}`, tool: "", findings: [rated(severity)] };
    }),
  );
  if (!finding) throw new Error("nothing was told");
  return { ...finding, due: { at: "2026-01-01T00:00:00.000Z", by: "sla", overdue: true } };
}

it("one more tool's word of a severity never makes less of a finding", () => {
  const severities = fc.array(severity, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(severities, severity, actions, actions, (before, one, actions, overdue) => {
      const policy = policySchema.parse({ version: 1, actions, overdue });
      const rank = (of: readonly Severity[]) => ACTIONS.indexOf(judge(told(of), policy).action);
      expect(rank([...before, one])).toBeGreaterThanOrEqual(rank(before));
    }),
    { numRuns: 2000 },
  );
});

it("a policy that does less about what is unknown still does what it says about the rest", () => {
  const policy = policySchema.parse({ version: 1, actions: { medium: "block", unknown: "warn" } });
  expect(judge(told(["unknown"]), policy).action).toBe("warn");
  expect(judge(told(["unknown", "medium"]), policy)).toEqual({
    ...{ action: "block", because: "severity medium" },
  });
});

it("what a category only reports does no more than its severity does", () => {
  const policy = policySchema.parse({ version: 1, reportOnly: ["vulnerability"] });
  expect(judge(told(["critical"]), policy).action).toBe("warn");
  expect(judge(told(["low"]), policy).action).toBe("info");
});

it("an overdue finding whose severity nobody gave is as bad as a high one", () => {
  const actions = { high: "info" };
  const policy = policySchema.parse({ version: 1, actions, overdue: { high: "block" } });
  expect(judge(told(["unknown"]), policy)).toMatchObject({ action: "block" });
  expect(judge(told(["medium"]), policy)).toMatchObject({ action: "warn" });
});

describe("what only the database brought", () => {
  const policy = policySchema.parse({ version: 1, newFromDatabase: "sla" });
  const due = { at: "2027-01-01T00:00:00.000Z", by: "sla", overdue: false } as const;
  const news = (severity: Severity, more: Partial<KnownFinding> = {}) =>
    judge({ ...told([severity]), cause: "database", due, ...more }, policy).action;

  it("has the time that the policy gives it", () => {
    expect(news("high")).toBe("warn");
  });

  it.each<[string, Severity, Partial<KnownFinding>]>([
    ["critical", "critical", {}],
    ["of a severity that nobody gave", "unknown", {}],
    ["known to be exploited", "high", { exploited: { added: "2026-11-01", due: "2026-11-22" } }],
    ["overdue", "high", { due: { ...due, overdue: true } }],
    ["with no due date", "high", { due: undefined }],
    ["brought by the change too", "high", { cause: "unknown" }],
  ])("blocks at once: %s", (_, severity, more) => {
    expect(news(severity, more)).toBe("block");
  });
});
