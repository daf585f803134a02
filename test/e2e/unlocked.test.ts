/** A package.json without a lockfile, with real Trivy: it passes over it, and the verdict names it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const NPM = { dependencies: { lodash: "4.17.4" } };
const LOCK = {
  lockfileVersion: 3,
  packages: { "": NPM, "node_modules/lodash": { version: "4.17.4" } },
};

function gateOver(files: Record<string, unknown>) {
  const source = temporary();
  const out = temporary();
  const texts = { "greengate.yaml": "version: 1\nservice: { dockerfile: none }\n", ...files };
  for (const [path, text] of Object.entries(texts)) {
    writeFileSync(join(source, path), typeof text === "string" ? text : JSON.stringify(text));
  }
  const args = ["--source", source, "--out", out, "--only", "trivy-fs", "--install-tools"];
  const { exitCode, stdout } = greengate(["gate", ...args, "--database", databaseOf(new Date())]);
  const verdict = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const found = verdict.findings.map((each: { id: string }) => each.id);
  const { state } = verdict.stages.find((each: { stage: string }) => each.stage === "trivy-fs");
  return { exitCode, stdout, found, state, verdict: verdict.verdict };
}

describe.skipIf(why !== undefined)(`manifests${why ? ` (not here: ${why})` : ""}`, () => {
  it("dependencies and no lockfile: a finding that warns", () => {
    const { exitCode, stdout, ...rest } = gateOver({ "package.json": NPM });
    expect(rest).toEqual({ verdict: "warn", state: "complete", found: ["no-lockfile"] });
    expect(stdout).toContain("package.json");
    expect(exitCode).toBe(0);
  });

  it("a lockfile that Trivy does not read is no better", () => {
    const { found } = gateOver({ "package.json": NPM, "npm-shrinkwrap.json": LOCK });
    expect(found).toEqual(["no-lockfile"]);
  });

  it("what does not parse is named too", () => {
    const { found, state } = gateOver({ "package.json": "{" });
    expect({ found, state }).toEqual({ found: ["unreadable-manifest"], state: "complete" });
  });

  it("with its lockfile, that is what is looked at", () => {
    const { found, state } = gateOver({ "package.json": NPM, "package-lock.json": LOCK });
    expect(state).toBe("complete");
    expect(found).toContain("CVE-2019-10744");
    expect(found).not.toContain("no-lockfile");
  });

  it("without dependencies it is none of the stage's business", () => {
    const { found, state } = gateOver({ "package.json": { devDependencies: { a: "1" } } });
    expect({ found, state }).toEqual({ found: [], state: "not-applicable" });
  });
});
