/** The words over several services: what may ship with warnings lists them, as one service does. */
import { expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { wholeTerminal } from "../../dagger/src/outputs/whole/terminal.ts";
import { vulnerableRun } from "../support/exceptions.ts";
import { decideRun } from "../support/run.ts";
import { incomplete, pass, wholeOf } from "../support/verdicts.ts";

/** Of whatever severity, what is found only warns. */
function warning(): Verdict {
  const run = vulnerableRun();
  const actions = { critical: "warn", high: "warn" };
  run.policy = policySchema.parse({ ...run.policy, actions });
  return decideRun(run);
}

const words = (...verdicts: Verdict[]) => wholeTerminal(wholeOf(...verdicts));

it("lists what a service warns of that may ship, and says no more of it", () => {
  const said = words({ ...warning(), service: "shop" }, { ...pass(), service: "mail" });
  expect(said).toMatch(/^WARN.*: every service may ship; what is listed/);
  expect(said).toContain("\n\nWhat warns in shop\n  severity  finding");
  expect(said).toContain("CVE-2024-5535");
  expect(said).not.toContain("What warns in mail");
  expect(said).not.toContain("\nStages\n");
});

it("beside one that is red, behind its words", () => {
  const said = words({ ...warning(), service: "shop" }, { ...incomplete(), service: "mail" });
  expect(said.indexOf("\nStages\n")).toBeGreaterThan(0);
  expect(said.indexOf("What warns in shop")).toBeGreaterThan(said.indexOf("\nStages\n"));
});

it("keeps the list of services within 80 columns, and each on a line where there is room", () => {
  const all = [
    { ...incomplete(), service: "appointments" },
    { ...pass(), service: "mail" },
  ];
  const [, first = "", second = ""] = words(...all).split("\n");
  expect(first).toMatch(/^INCOMPLETE appointments {2}\d+ block, .* of \d+ stages$/);
  expect(second).toBe(`${" ".repeat(25)}incomplete`);
  expect(words(...all)).toMatch(/\nPASS {7}mail {10}0 block, /);
});

it("says a step that several services have once, with their names", () => {
  const two = [
    { ...incomplete(), service: "shop" },
    { ...incomplete(), service: "mail" },
  ];
  const said = words(...two);
  const [step] = incomplete().plan;
  const begin = `1. ${step?.what.slice(0, 30)}`;
  expect(said.split(begin)).toHaveLength(2);
  expect(said).toContain("\nWhat to do in several services\n1. ");
  expect(said.replaceAll(/\s+/g, " ")).toContain(" [shop, mail]");
  expect(said.match(/^- and, as said above, \d+ steps? of several services$/gm)).toHaveLength(2);
});

it("of many such steps it says the first, and cuts a long one, not the names", () => {
  const plan = Array.from({ length: 40 }, (_, at) => ({
    kind: "run" as const,
    what: `${at} ${"long ".repeat(400)}`,
    clears: [],
  }));
  const all = ["shop", "mail"].map((service) => ({ ...incomplete(), service, plan }));
  const said = words(...all).replaceAll(/\s+/g, " ");
  expect(said.split(" [shop, mail]")).toHaveLength(11);
  expect(said.split("… and 20 more steps")).toHaveLength(3);
});
