/** report.sarif: valid by Microsoft's validator with GitHub's rules, and within GitHub's limits. */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sarif } from "../../dagger/src/outputs/sarif.ts";
import { HOSTILE } from "../support/hostile.ts";
import { noTools, toolPath } from "../support/test-tools.ts";
import {
  everyKind,
  everyText,
  everyWord,
  incomplete,
  manyFindings,
  pass,
} from "../support/verdicts.ts";

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } };
    automationDetails: { id: string };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications: { level: string; message: { text: string } }[];
    }[];
    results: { ruleId: string; level: string; message: { text: string }; locations: unknown[] }[];
  }[];
}

function runOf(text: string): Log["runs"][number] {
  const { runs } = JSON.parse(text) as Log;
  const [run, another] = runs;
  if (!run || another) throw new Error("not one run");
  return run;
}

const said = (text: string) =>
  runOf(text).invocations.flatMap((each) =>
    each.toolExecutionNotifications.map(({ message }) => message.text),
  );

const PROGRAM = toolPath("@microsoft/sarif-multitool-linux/Sarif.Multitool");
const none =
  noTools ?? (existsSync(PROGRAM) ? undefined : "the SARIF Multitool's program is for Linux here");

/** Rules of the standard and of GitHub; each violation as `RULE MESSAGE: place and words`. */
function violations(texts: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "greengate-sarif-"));
  const out = join(folder, "said.json");
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.sarif`);
    writeFileSync(file, text);
    return file;
  });
  chmodSync(PROGRAM, 0o755);
  const args = ["validate", ...files, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"];
  const { status, stdout } = spawnSync(PROGRAM, [...args, "--output", out], {
    encoding: "utf8",
    // It would ask whether each address answers.
    env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1", ALL_PROXY: "http://127.0.0.1:9" },
  });
  const looked = Number(/(\d+) files scanned/.exec(stdout)?.[1] ?? 0);
  if (status !== 0 || looked !== texts.length) throw new Error(`the validator failed: ${stdout}`);
  const { runs } = JSON.parse(readFileSync(out, "utf8")) as Said;
  return runs.flatMap(({ results = [] }) =>
    results.map(
      ({ ruleId, message }) => `${ruleId} ${message.id}: ${message.arguments?.join(" ")}`,
    ),
  );
}

interface Said {
  runs: {
    results?: { ruleId: string; message: { id: string; arguments?: string[] } }[];
  }[];
}

const SECONDS = { timeout: 300_000 };

describe(`by Microsoft's validator${none ? ` (skipped: ${none})` : ""}`, SECONDS, () => {
  it.skipIf(none !== undefined)("has no violation of the standard or of GitHub's rules", () => {
    const honest = [pass(), everyKind(), incomplete()].map((verdict) => sarif.render(verdict));
    // In few files: to start on one takes longer than to read it.
    const { runs: _, ...log } = JSON.parse(honest[0] ?? "") as Log;
    const runs = HOSTILE.map((text) => runOf(sarif.render(everyWord(text))));
    const hostile = [runs.slice(0, 20), runs.slice(20)].map((some) => ({ ...log, runs: some }));
    // Greengate has no page of its own yet that it could name as the tool's.
    const left = violations([...honest, ...hostile.map((each) => JSON.stringify(each))]).filter(
      (each) => !/^SARIF2005 .*nformationUri/.test(each),
    );
    expect(left).toEqual([]);
  });

  it.skipIf(none !== undefined)("which it would find", () => {
    const log = JSON.parse(sarif.render(everyKind())) as Log;
    for (const { results } of log.runs) for (const result of results) result.locations = [];
    expect(violations([JSON.stringify(log)]).join("\n")).toMatch(/GH\d+/);
  });
});

describe("GitHub's limits", SECONDS, () => {
  const verdict = manyFindings(25_001);
  const image = verdict.findings.filter(({ category }) => category === "vulnerability");
  const some = (count: number) => sarif.render({ ...verdict, findings: image.slice(0, count) });

  it("25,000 results are all there; of one more the least bad is left out, and said", () => {
    const [at, past] = [some(25_000), some(25_001)];
    expect(runOf(at).results).toHaveLength(25_000);
    expect(said(at).join()).not.toContain("left out");
    expect(runOf(past).results).toHaveLength(25_000);
    expect(said(past)).toContain("1 finding is left out; verdict.json has all.");
    const levels = runOf(past).results.map(({ level }) => level);
    const order = levels.map((level) => ["error", "warning", "note"].indexOf(level));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("more than 5,000 results are not all shown, which is said", () => {
    expect(said(some(5_000)).join()).not.toContain("GitHub shows");
    expect(said(some(5_001))).toContain("GitHub shows 5000 of 5001 results.");
  });

  it("10 MB gzipped, whatever the findings say", () => {
    const random = (index: number, length: number) => {
      let state = index + 1;
      const letter = () => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return String.fromCharCode(0x4e00 + (state % 20_000));
      };
      return Array.from({ length }, letter).join("");
    };
    const loud = manyFindings(12_000, (index) => ({ Title: random(index, 900) }));
    const text = sarif.render(loud);
    expect(gzipSync(text).length).toBeLessThanOrEqual(10_000_000);
    expect(runOf(text).results.length).toBeGreaterThan(1_000);
    expect(said(text).join("\n")).toMatch(/\d+ findings are left out; verdict.json has all\./);
  });

  it("one run, one location a result, few tags, one rule for each id, a category of the service's own", () => {
    const { results, tool, automationDetails } = runOf(sarif.render(everyKind()));
    for (const { locations } of results) expect(locations).toHaveLength(1);
    const ids = tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { properties } of tool.driver.rules) {
      expect(properties.tags.length).toBeLessThanOrEqual(10);
    }
    expect(automationDetails.id).toBe("greengate/shop/");
  });
});

it("missing evidence is a notification, and the run was no success", () => {
  const [invocation] = runOf(sarif.render(incomplete())).invocations;
  expect(invocation?.executionSuccessful).toBe(false);
  expect(JSON.stringify(invocation)).toContain("disk full");
});

it("a message holds no link of a stranger's", () => {
  for (const { message } of runOf(sarif.render(everyText("[click](https://evil.example)")))
    .results) {
    expect(message.text).not.toContain("](");
  }
});
