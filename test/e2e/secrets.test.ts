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

const scanned = (...paths: string[]) =>
  scannedFiles(Object.fromEntries(paths.map((path) => [path, KEY])));

function scannedFiles(files: Readonly<Record<string, string | Buffer>>) {
  const source = temporary();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), content);
  }
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

  it("are found in a text that Trivy takes for a binary, however many control characters it has", () => {
    const padding = "\u0001\u0002 \n".repeat(10_000);
    const utf16 = (text: string) => Buffer.from(text, "utf16le");
    const files = {
      "a.js": `// \u0001\n\n${KEY}`,
      "b.ps1": utf16(`\uFEFF${KEY}`),
      "c.env": utf16(KEY).swap16(),
      "d.txt": padding + KEY,
      "e.txt": utf16(padding + KEY + padding),
      "f.txt": utf16(`\uFEFF# пояснение к ключу, на русском языке\n${KEY}`),
      "g.txt": "\0".repeat(100_000) + KEY,
      "h.env": `A=1\0${KEY.trim()}\0B=2\0`,
      "i.txt": Buffer.from([...KEY].flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0])),
    };
    expect(scannedFiles(files)).toMatchObject({ found: Object.keys(files), state: "complete" });
  });

  it("are found in a binary, which is counted: only what can be printed is looked at", () => {
    const noise = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * i * 31) >> 4));
    const files = {
      a: Buffer.concat([noise, Buffer.from(KEY), noise]),
      "b.JPEG": noise,
      "c.woff2": Buffer.concat([noise, Buffer.from(KEY)]),
    };
    const { found, notes } = scannedFiles(files);
    expect(found).toEqual(["a", "c.woff2"]);
    expect(notes?.join()).toContain(": 0 of 3 files");
    expect(notes?.join()).toContain("Of 3 binaries, only what can be printed was looked at");
  });

  it("files that its rules pass over are counted, each of them", () => {
    const passed = [
      ...["tests/a.env", "a/unit-test.env", "a_test.py", "examples.env", "a/vendor/b.env"],
      ...["go.sum", "yarn.lock", "a.bin", "a.deb", "a.doc", "a.rpm", "README.md", "a.svg"],
      ...["a.socket", "a.dist-info/RECORD"],
      ...["usr/share/a.env", "usr/local/go/a.env", "opt/yarn-v1/a.env", "a/locales/b.env"],
    ];
    const { found, notes } = scanned("a.PNG", "a.docx", "contest.env", ...passed);
    expect(found).toEqual(["a.PNG", "a.docx", "contest.env"]);
    expect(notes?.join()).toContain(`: ${passed.length} of ${passed.length + 3} files`);
  });
});
