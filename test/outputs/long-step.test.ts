/** A step that names many files is not cut before what to do with them. */
import { expect, it } from "vitest";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { html } from "../../dagger/src/outputs/html/html.ts";
import { markdown } from "../../dagger/src/outputs/markdown.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { absentHint } from "../../dagger/src/scanners/dockerfiles.ts";

it("where Dockerfiles have long paths, each report still says to name one", () => {
  const paths = Array.from(
    { length: 20 },
    (_, n) => `event-statistics-${n}/src/main/docker/Dockerfile.native`,
  );
  const what = `trivy-config: The source has no Dockerfile. ${absentHint({}, paths)}`;
  const verdict: Verdict = {
    ...{ schema: 1, verdict: "incomplete", service: "shop", decidedAt: "2026-11-24T00:00:00.000Z" },
    policy: { file: "greengate.yaml", sha256: "0".repeat(64), exclude: [] },
    withoutRecords: false,
    counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 },
    actions: { block: 0, warn: 0, info: 0, excepted: 0 },
    ...{ stages: [], findings: [], exceptions: [], plan: [{ kind: "run", what, clears: [] }] },
  };
  for (const text of [terminal(verdict), html.render(verdict), markdown.render(verdict)]) {
    expect(text.replace(/\s+/g, " ").replaceAll("\\", "")).toMatch(
      /.greengate policy draft(`|&#96;) writes such lines\./,
    );
  }
});
