/** Secrets with real Trivy: what it passes over by its own rules is looked at all the same, or counted. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { greengate, temporary } from "./greengate.ts";
import { trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
/** Put together here, so that no scanner takes this very file for a leak. */
const KEY = `key = "${"ghp_"}${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}"\n`;

function scanned(...paths: string[]) {
  const source = temporary();
  for (const path of paths) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), KEY);
  }
  return scannedIn(source);
}

function scannedIn(source: string) {
  const out = temporary();
  greengate(["gate", "--install-tools", "--source", source, "--only", "secrets", "--out", out]);
  const verdict: Verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const stage = verdict.stages.find((each) => each.stage === "secrets");
  const found = verdict.findings.flatMap(({ locations }) => locations[0]?.path ?? []).sort();
  return { found, state: stage?.state, notes: stage?.notes };
}

describe.skipIf(why !== undefined)(`secrets${why ? ` (not here: ${why})` : ""}`, () => {
  it("are found in the folders that Trivy takes for a running system's", () => {
    const paths = [
      "dev/a.env",
      "greengate-moved/b.env",
      "proc/c.env",
      "src/dev/d.env",
      "sys/e.env",
    ];
    expect(scanned(...paths)).toMatchObject({ found: paths, state: "complete" });
  });

  it("are found in a text that Trivy takes for a binary; a binary is counted", () => {
    const source = temporary();
    writeFileSync(join(source, "a.js"), `// \u0001\n\n${KEY}`);
    writeFileSync(join(source, "b.ps1"), Buffer.from(`\uFEFF${KEY}`, "utf16le"));
    writeFileSync(join(source, "c.env"), Buffer.from(KEY, "utf16le").swap16());
    writeFileSync(join(source, "d"), Buffer.from(Array.from({ length: 999 }, (_, i) => i * 7)));
    const { found, notes } = scannedIn(source);
    expect(found).toEqual(["a.js", "b.ps1", "c.env"]);
    expect(notes?.join()).toContain(": 1 of 4 files");
  });

  it("files that its rules pass over are counted, each of them", () => {
    const passed = [
      ...["tests/a.env", "a/unit-test.env", "a_test.py", "examples.env", "a/vendor/b.env"],
      ...["go.sum", "yarn.lock", "a.bin", "a.deb", "a.doc", "a.rpm", "README.md", "a.svg"],
      ...["usr/share/a.env", "usr/local/go/a.env", "opt/yarn-v1/a.env", "a/locales/b.env"],
    ];
    const { found, notes } = scanned("a.env", "contest.env", ...passed);
    expect(found).toEqual(["a.env", "contest.env"]);
    expect(notes?.join()).toContain(`: ${passed.length} of ${passed.length + 2} files`);
  });
});
