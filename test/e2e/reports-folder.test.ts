/** `greengate gate --out`: emptied of nothing but an earlier run's reports, and filled when the new ones are whole. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findEngine } from "../../cli/host/engine.ts";
import { readImage } from "../../dagger/src/image/files.ts";
import { greengate, temporary } from "./greengate.ts";

/** Needs no tool: a source without Python. */
const ONLY = ["--only", "bandit"];

function sourceOf(files: Record<string, string>): string {
  const source = temporary();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(source, path, ".."), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  return source;
}

/** Every file in it, path → content. */
const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );

const gate = (source: string, out: string) =>
  greengate(["gate", "--source", source, ...ONLY, "--out", out]);

describe("an earlier run's reports", () => {
  it("stay as they were where the policy is bad and nothing is run: exit code 2", () => {
    const source = sourceOf({ "main.go": "package main\n" });
    const out = join(temporary(), "out");
    expect(gate(source, out).exitCode).toBe(3);
    const before = contents(out);
    expect(Object.keys(before)).toContain("report.html");
    writeFileSync(
      join(source, "greengate.yaml"),
      "version: 1\nexceptions: [{ id: CVE-1, reason: }]\n",
    );
    expect(gate(source, out).exitCode).toBe(2);
    expect(contents(out)).toEqual(before);
  });

  it("are gone where the new run fails: nobody takes the old verdict for its own", () => {
    const source = sourceOf({ "main.go": "" });
    const out = join(temporary(), "out");
    gate(source, out);
    writeFileSync(join(source, ".trivyignore"), "CVE-2024-* exp:2027-01-01\n");
    expect(gate(source, out).exitCode).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  it("are replaced whole by those of a run that ends, whatever its verdict", () => {
    const source = sourceOf({ "main.go": "" });
    const out = join(source, "reports");
    gate(source, out);
    const before = contents(out);
    writeFileSync(join(out, "raw-of-earlier.txt"), "");
    expect(gate(source, out).exitCode).toBe(3);
    expect(Object.keys(contents(out))).toEqual(Object.keys(before));
    // What lies in the source is no source.
    expect(contents(out)["verdict.json"]).toContain("no Python file among 1 file");
  });

  it("of several services too", () => {
    const services = "services: [{ name: users, path: users }, { name: mail, path: mail }]\n";
    const source = sourceOf({
      "greengate.yaml": `version: 1\n${services}`,
      "users/main.go": "",
      "mail/main.go": "",
    });
    const out = join(temporary(), "out");
    expect(gate(source, out).exitCode).toBe(3);
    const before = Object.keys(contents(out));
    expect(before).toContain("mail/run.json");
    const { exitCode, stderr } = gate(source, out);
    expect([exitCode, stderr]).toEqual([3, expect.not.stringContaining("something else")]);
    expect(Object.keys(contents(out))).toEqual(before);
  });
});

it.each([
  ["a file", { "notes.txt": "" }],
  ["another's verdict", { "verdict.json": "{}", "src/main.go": "" }],
])("a folder that holds %s is refused, and left as it is: exit code 2", (_, files) => {
  const out = sourceOf(files);
  const { exitCode, stderr } = gate(sourceOf({ "main.go": "" }), out);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("holds files of something else");
  expect(Object.keys(contents(out)).sort()).toEqual(Object.keys(files).sort());
});

it("what can't be written there is known before anything is run: exit code 2", () => {
  const source = sourceOf({ "main.go": "", notes: "" });
  const { exitCode, stderr } = gate(source, join(source, "notes", "out"));
  expect(exitCode).toBe(2);
  expect(stderr).toContain("No reports can be put in");
  expect(stderr).not.toContain("bandit");
});

it("an empty folder that stood there is filled", () => {
  const out = temporary();
  expect(gate(sourceOf({ "main.go": "" }), out).exitCode).toBe(3);
  expect(Object.keys(contents(out))).toContain("run.json");
});

const engine = await findEngine(temporary());
const why = engine.ok ? "" : ` (not here: ${engine.error.message})`;

describe.skipIf(!engine.ok)(`with a container engine${why}`, () => {
  it("an image of all of the source holds nothing of a run, the first time and the next", async () => {
    const dockerfile = 'FROM scratch\nCOPY . /app\nENTRYPOINT ["/app/none"]\n';
    const source = sourceOf({ Dockerfile: dockerfile, "main.go": "" });
    const out = join(source, "greengate-report");
    for (const _ of ["first", "next"]) {
      const args = ["--source", source, "--only", "bandit,secrets,runtime", "--out", out];
      greengate(["gate", ...args, "--keep-image"]);
      const image = await readImage(join(out, "image.tar"), () => false);
      if (!image.ok) throw new Error(image.error.message);
      expect([...image.value.layered].sort()).toEqual(["app/Dockerfile", "app/main.go"]);
    }
  });
});

it("an image that lies among the reports is refused, and stays: exit code 2", () => {
  const out = sourceOf({ "run.json": "{}", "image.tar": "an image" });
  const image = join(out, "image.tar");
  const args = ["gate", "--source", sourceOf({ "main.go": "" }), "--out", out, "--image", image];
  const { exitCode, stderr } = greengate(args);
  expect(stderr).toContain("which is emptied for the new reports");
  expect(exitCode).toBe(2);
  expect(existsSync(image)).toBe(true);
});
