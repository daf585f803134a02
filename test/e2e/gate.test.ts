/** `greengate gate` on this host with real Trivy over real images and a real, small database. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageWith } from "../support/java.ts";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const image = (name: string) => ["--image", `test/fixtures/images/${name}.tar`];
const ONLY = ["--only", "trivy-config,trivy-image"];
const HOUR = 3_600_000;

it("bad input: an image, where the policy says that there is none", () => {
  const policy = join(temporary(), "greengate.yaml");
  writeFileSync(policy, "version: 1\nservice: { dockerfile: none }\n");
  const args = ["gate", "--policy", policy, ...image("vuln"), "--only", "trivy-image"];
  const { exitCode, stderr } = greengate([...args, "--out", temporary()]);
  expect(stderr).toContain("the policy says that there is no image");
  expect(exitCode).toBe(2);
});

describe.skipIf(why !== undefined)(`with real Trivy${why ? ` (not here: ${why})` : ""}`, () => {
  const fresh = databaseOf(new Date());

  it("pass: a clean image, and the folder evaluates to the same", () => {
    const out = temporary();
    const args = [...ONLY, ...image("clean"), "--database", fresh, "--out", out];
    const { exitCode, stdout } = gate(...args);
    expect(stdout).toMatch(/^PASS/);
    expect(exitCode).toBe(0);
    const policy = ["--policy", "test/fixtures/service/greengate.yaml"];
    expect(greengate(["evaluate", out, ...ONLY, ...policy]).exitCode).toBe(0);
    expect(existsSync(join(out, "report.html"))).toBe(true);
  });

  it("block: known vulnerabilities and a secret, whose value is nowhere", () => {
    const out = temporary();
    const args = [...ONLY, ...image("vuln"), "--database", fresh, "--out", out];
    const { exitCode, stdout } = gate(...args);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("CVE-2019-10744");
    const verdict = readFileSync(join(out, "verdict.json"), "utf8");
    expect(verdict).toContain("aws-access-key-id");
    const raw = readFileSync(join(out, "raw/trivy-image/report.json"), "utf8");
    expect(raw).not.toContain("ImageConfig");
    for (const text of [raw, verdict, stdout, readFileSync(join(out, "report.html"), "utf8")]) {
      expect(text).not.toMatch(/AKIA[A-Z0-9]{16}/);
    }
  });

  it("block: an image that ships a git repository, with what to do", async () => {
    const object = `app/.git/objects/0a/${"b".repeat(38)}`;
    const archive = await imageWith([[object, Buffer.from("x")]], [["app/.wh..git", Buffer.of()]]);
    const args = ["--image", archive, "--database", fresh, "--out", temporary()];
    const { exitCode, stdout } = gate(...ONLY, ...args);
    expect(stdout).toContain("git-repository");
    expect(stdout).toContain("Add .git to .dockerignore");
    expect(exitCode).toBe(1);
  });

  it.each([
    ["eol", "past its end of life"],
    ["noosr", "did not recognise"],
  ])("incomplete evidence of the image %s", (name, words) => {
    const args = [...ONLY, ...image(name), "--database", fresh, "--out", temporary()];
    const { exitCode, stdout } = gate(...args);
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain(words);
  });

  it("incomplete: a database that is too old", () => {
    const old = databaseOf(new Date(Date.now() - 100 * HOUR));
    const { exitCode, stdout } = gate(
      ...[...ONLY, ...image("clean"), "--database", old, "--out", temporary()],
    );
    expect(exitCode).toBe(3);
    expect(stdout).toContain("The database is");
  });

  it("incomplete: an archive whose layers are not those that it names", () => {
    const tampered = join(temporary(), "image.tar");
    const bytes = readFileSync("test/fixtures/images/vuln.tar");
    const at = bytes.indexOf("lodash");
    bytes.write("lodasx", at);
    writeFileSync(tampered, bytes);
    const { exitCode, stdout } = gate(
      ...[...ONLY, "--image", tampered, "--database", fresh, "--out", temporary()],
    );
    expect(exitCode).toBe(3);
    expect(stdout).toContain("can't be trusted");
  });

  it("incomplete: a stage that can't run here says what to install", () => {
    const args = ["--only", "zap-baseline", ...image("clean"), "--out", temporary()];
    const { exitCode, stdout } = greengate(["gate", ...args], { PATH: "/nowhere" });
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Install ZAP");
  });

  it("an image without a runtime needs no engine to be told so", () => {
    const out = temporary();
    const args = ["--only", "trivy-config,runtime", ...image("clean"), "--database", fresh];
    const { exitCode, stdout } = gate(...args, "--out", out);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "none of the image's 9 files is a program of a runtime's name (Node.js, CPython, PHP, Ruby, Java, nginx, Apache httpd)",
    );
    expect(exitCode).toBe(0);
  });

  it("does not write over files of something else", () => {
    const out = temporary();
    writeFileSync(join(out, "thesis.txt"), "mine");
    const { exitCode, stderr } = gate(...image("clean"), "--out", out);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("holds files of something else");
  });
});
