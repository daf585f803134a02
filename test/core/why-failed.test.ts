/** A tool's own words in a reason, and that what to do about it is still seen after them. */
import { expect, it } from "vitest";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { html } from "../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../dagger/src/outputs/markdown.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { decideRun, greenRun, stageOf } from "../support/run.ts";

const TRIVY =
  '2026-11-25T22:36:00Z\tFATAL\tFatal error\tinit error: DB error: failed to download vulnerability DB: OCI artifact error: failed to download vulnerability DB: failed to download artifact from mirror.example/aquasec/trivy-db:2: OCI repository error: 1 error occurred:\n\t* Get "https://mirror.example/v2/": dial tcp: lookup mirror.example on 10.255.255.53:53: no such host\n';
const CUT =
  'exit code 1: failed to download artifact from mirror.example/aquasec/trivy-db:2: OCI repository error: 1 error occurred: * Get "https://mirror.example/v2/": dial tcp: lookup mirror.example on 10.255.255.53:53: no such host';
const HINT = "Check the network, or give a folder that holds db/ with --database.";

it("of an error that was wrapped again and again the innermost is told", () => {
  expect(whyFailed({ exitCode: 1, tail: TRIVY, timedOut: false })).toBe(CUT);
  const once = "ERROR: failed to solve: process did not complete: exit code: 1";
  expect(whyFailed({ exitCode: 1, tail: once, timedOut: false })).toBe(`exit code 1: ${once}`);
});

it.each([
  ["as it is", CUT],
  ["longer still", `${CUT} ${"and so on ".repeat(60)}in the end`],
])("a reason, %s, leaves the hint whole in the plan of each report", (_, why) => {
  const run = greenRun();
  const reason = `The vulnerability database could not be fetched: ${why}`;
  Object.assign(stageOf(run, "trivy-image"), { status: "missing", reason, hint: HINT });
  const verdict = decideRun(run);
  const [step] = verdict.plan;
  expect(step?.what).toContain("trivy-image did not run: The vulnerability database could not be");
  expect(step?.what).toContain(`${why.slice(-40)}. ${HINT}`);
  expect(step?.what.length).toBeLessThan(300);
  const plain = (text: string) => text.replace(/\\/g, "").replace(/\s+/g, " ");
  for (const text of [markdown.render(verdict), html.render(verdict), terminal(verdict)]) {
    expect(plain(text)).toContain(HINT);
  }
});
