/** A change to policy, exceptions or ignore files inside the change that is gated, in a real git repository. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { policyDigest } from "../../dagger/src/core/policy/digest.ts";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { type Policy, policySchema } from "../../dagger/src/core/policy/policy.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { keepExceptionFiles } from "../../dagger/src/folder/exceptions.ts";
import { judgeFolder } from "../../dagger/src/registry/judged.ts";
import { vulnerableRun } from "../support/exceptions.ts";
import { writeRun } from "../support/folder.ts";
import { gitIn } from "../support/git.ts";
import { greenRun, NOW as RECORDED } from "../support/run.ts";
import { greengate, greengateIn, temporary } from "./greengate.ts";

const WHO = { reason: "never reached", owner: "ana", until: "2026-12-31" };
const DROP = [{ stage: "runtime", reason: "no recording of this image" }];
const EXCEPTION = { id: "CVE-2019-10744", purl: "pkg:npm/lodash@4.17.4", ...WHO };
const policy = (more: object = {}) =>
  stringify({ version: 1, drop: DROP, exceptions: [EXCEPTION], ...more });

/** A clone: what is committed on main, and then changed. */
function repository(main: Record<string, string>, change: Record<string, string | null>): string {
  const at = temporary();
  const git = gitIn(at);
  const write = ([path, text]: [string, string | null]) => {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    if (text === null) rmSync(join(at, path));
    else writeFileSync(join(at, path), text);
  };
  git("init", "-q", "-b", "main");
  Object.entries(main).forEach(write);
  git("add", "-A");
  git("commit", "-qm", "main");
  git("checkout", "-q", "-b", "change");
  Object.entries(change).forEach(write);
  return at;
}

function evaluate(source: string, ...more: string[]) {
  const reports = temporary();
  const kept = keepExceptionFiles(reports, source, policySchema.parse({ version: 1 }));
  if (!kept.ok) throw new Error(kept.error.message);
  const run = vulnerableRun();
  writeRun(reports, { ...run, records: { ...run.records, ...kept.value } });
  const out = temporary();
  const args = ["evaluate", reports, "--now", "2026-11-24T22:00:00Z", "--out", out, ...more];
  const ended = greengateIn(source, args);
  const file = (name: string) => readFileSync(join(out, name), "utf8");
  const verdict = (): Verdict => JSON.parse(file("verdict.json"));
  const actionOf = (id: string) => verdict().findings.find((each) => each.id === id)?.action;
  return { ...ended, file, verdict, actionOf };
}

const REF = ["--protected", "main"];

describe("a change that widens an exception, weakens the policy and adds an ignore file", () => {
  const MAIN = { "greengate.yaml": policy(), ".trivyignore": "CVE-2020-8203 exp:2027-01-01\n" };
  const CHANGE = {
    "greengate.yaml": policy({
      actions: { high: "warn" },
      exceptions: [
        { ...EXCEPTION, purl: undefined },
        { id: "github-pat", ...WHO },
      ],
    }),
    ".trivyignore": "CVE-2020-8203 exp:2027-01-01\nCVE-2018-18074 exp:2027-01-01\n",
  };
  const WHAT = [
    "policy: actions.high: block → warn",
    "policy: exception widened: CVE-2019-10744 (purl pkg:npm/lodash@4.17.4), ana until 2026-12-31: never reached → CVE-2019-10744 (wherever it is found), ana until 2026-12-31: never reached",
    "policy: exception added: github-pat (wherever it is found), ana until 2026-12-31: never reached",
    ".trivyignore changed; now CVE-2018-18074 until 2026-12-31",
  ];
  let source = "";
  beforeAll(() => {
    source = repository(MAIN, CHANGE);
  });

  it("is shown at the top of every report", () => {
    const { verdict, stdout, file, actionOf } = evaluate(source, ...REF);
    expect(verdict().change).toEqual({ against: "main", judgedBy: "given", what: WHAT });
    expect(actionOf("CVE-2018-18074")).toBe("excepted");
    expect(stdout.indexOf("Changed here")).toBeGreaterThan(0);
    expect(stdout.indexOf("Changed here")).toBeLessThan(stdout.indexOf("What to do"));
    const [html, markdown] = [file("report.html"), file("report.md")];
    expect(html.indexOf("Changed here")).toBeLessThan(html.indexOf(`<section id="plan"`));
    expect(markdown.indexOf("Changed here")).toBeLessThan(markdown.indexOf("What to do"));
  });

  it("is judged by the protected branch where that says so", () => {
    const strict = { ...MAIN, "greengate.yaml": policy({ policyFromProtected: true }) };
    const own = repository(strict, CHANGE);
    const { exitCode, verdict, actionOf, stdout } = evaluate(own, ...REF);
    expect(exitCode).toBe(1);
    const { change, policy: judge } = verdict();
    expect(change).toMatchObject({ judgedBy: "protected" });
    expect(change?.what).toEqual(expect.arrayContaining(WHAT));
    expect(change?.what).toContain("policy: policyFromProtected: true → false");
    expect(judge.file).toBe("greengate.yaml of main");
    expect(stdout.replace(/\s+/g, " ")).toContain("the protected ones judged");
    // As main has it: the first is in its ignore file, the second and the secret are not excepted.
    expect(["CVE-2020-8203", "CVE-2018-18074", "github-pat"].map(actionOf)).toEqual([
      "excepted",
      "block",
      "block",
    ]);
  });

  it("with only the protected policy's file no ignore file of the source counts then", () => {
    const file = join(temporary(), "protected.yaml");
    writeFileSync(file, policy({ policyFromProtected: true }));
    const { verdict, actionOf } = evaluate(source, "--protected-policy", file);
    expect(actionOf("CVE-2020-8203")).toBe("block");
    const ignored = verdict().exceptions.filter(({ from }) => from.kind === "trivyignore");
    expect(ignored.map(({ state }) => state)).toEqual(["refused", "refused"]);
    expect(verdict().change?.what).toContain(`.trivyignore: nothing tells what ${file} has there`);
  });
});

it("a removed policy is one that is the default now", () => {
  const source = repository({ "greengate.yaml": policy() }, { "greengate.yaml": null });
  const { verdict } = evaluate(source, ...REF);
  expect(verdict().change?.what).toEqual([
    "policy: drop runtime.stage removed, which was runtime",
    "policy: drop runtime.reason removed, which was no recording of this image",
    expect.stringContaining("policy: exception removed: CVE-2019-10744"),
  ]);
});

it("a first policy judges itself, and is shown against the default one", () => {
  const source = repository({ "README.md": "" }, { "greengate.yaml": policy() });
  const { verdict, actionOf } = evaluate(source, ...REF);
  const { change, policy: judge } = verdict();
  expect(change).toMatchObject({ against: "main (which has no policy)", judgedBy: "given" });
  expect(change?.what).toContain("policy: drop runtime.stage added: runtime");
  expect(judge.file).toBe("greengate.yaml");
  expect(actionOf("CVE-2019-10744")).toBe("excepted");
});

it("a link in the protected policy's place is no policy to be without", () => {
  const source = repository({ "own.yaml": policy() }, { "greengate.yaml": policy() });
  const git = gitIn(source);
  git("checkout", "-q", "main");
  rmSync(join(source, "greengate.yaml"));
  symlinkSync("own.yaml", join(source, "greengate.yaml"));
  git("add", "-A");
  git("commit", "-qm", "link");
  const { exitCode, stderr } = evaluate(source, ...REF);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("of main, greengate.yaml is no plain file");
});

it("a link on the way to the protected policy is no policy to be without", () => {
  const source = repository(
    { "real/gate.yaml": policy({ policyFromProtected: true }) },
    { "conf/gate.yaml": policy({ actions: { high: "warn" } }) },
  );
  const git = gitIn(source);
  git("stash", "-qu");
  git("checkout", "-q", "main");
  symlinkSync("real", join(source, "conf"));
  git("add", "-A");
  git("commit", "-qm", "link");
  git("checkout", "-q", "change");
  git("stash", "pop", "-q");
  const { exitCode, stderr } = evaluate(source, ...REF, "--policy", "conf/gate.yaml");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("of main, conf is no plain folder");
});

it("a repository that the change puts into the source has not the protected branch", () => {
  const source = repository({ "users/greengate.yaml": policy({ policyFromProtected: true }) }, {});
  const users = join(source, "users");
  const lax = repository({ "greengate.yaml": policy() }, { "greengate.yaml": policy() });
  for (const part of ["HEAD", "objects", "refs"]) {
    cpSync(join(lax, ".git", part), join(users, part), { recursive: true });
  }
  writeFileSync(join(users, "config"), "[core]\n\tbare = false\n\tworktree = .\n");
  const { exitCode, stderr } = evaluate(users, ...REF);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("cannot use bare repository");
});

it("a service's folder that the change makes a link has not the policy of the link's end", () => {
  const strict = policy({ policyFromProtected: true });
  const source = repository(
    { "users/greengate.yaml": strict },
    { "users/greengate.yaml": null, "lax/greengate.yaml": policy({ actions: { high: "warn" } }) },
  );
  rmSync(join(source, "users"), { recursive: true });
  symlinkSync("lax", join(source, "users"));
  const at = join(source, "users");
  const { exitCode, stderr } = greengate(["gate", "--source", at, ...REF, "--out", temporary()]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("users is a link inside the repository");
});

describe("a name that whoever pushes a tag may take", () => {
  const strict = { "greengate.yaml": policy({ policyFromProtected: true }) };
  const source = repository(strict, { "greengate.yaml": policy({ actions: { high: "warn" } }) });
  const git = gitIn(source);
  git("commit", "-qam", "lax");
  git("tag", "main");
  const judgedBy = (ref: string) => evaluate(source, "--protected", ref).verdict().change?.judgedBy;
  it("is not taken for the protected branch", () => {
    const { exitCode, stderr } = evaluate(source, ...REF);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("main is the name of more than one thing");
    expect(stderr).toContain("refs/heads/main or refs/tags/main");
    expect(judgedBy("refs/heads/main")).toBe("protected");
  });
  it("nor with what follows it, nor a tag in place of a digest's beginning", () => {
    expect(evaluate(source, "--protected", "main~0").exitCode).toBe(2);
    const digest = git("rev-parse", "refs/heads/main");
    git("tag", digest.slice(0, 8));
    expect(evaluate(source, "--protected", digest.slice(0, 8)).exitCode).toBe(2);
    expect(judgedBy(digest)).toBe("protected");
  });
  it("nor is a replacement for its commit", () => {
    git("replace", "refs/heads/main", "change");
    expect(judgedBy("refs/heads/main")).toBe("protected");
  });
});

it("nothing changed: nothing is said", () => {
  const source = repository({ "greengate.yaml": policy() }, {});
  const { stdout, verdict } = evaluate(source, ...REF);
  expect(stdout).not.toContain("Changed here");
  expect(verdict().change?.what).toEqual([]);
});

describe("exit code 2", () => {
  const source = repository({ "greengate.yaml": policy({ policyFromProtected: true }) }, {});
  it.each([
    ["a policy that wants the protected one, which is not given", [], "--protected-policy FILE"],
    ["a commit that git does not know", ["--protected", "nowhere"], "--protected nowhere"],
    ["an option as a commit", ["--protected=--output=x"], "--protected --output=x"],
    ["both", [...REF, "--protected-policy", "greengate.yaml"], "give one of them"],
    ["a policy beside the source", [...REF, "--policy", "/etc/hostname"], "/etc/hostname"],
  ])("%s", (_name, args, words) => {
    const { exitCode, stderr } = evaluate(source, ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});

it("what the protected branch's policy judged is not judged by another afterwards", () => {
  const run = greenRun();
  const judgedBy = { name: "main", policy: `sha256:${"0".repeat(64)}` };
  const folder = writeRun(temporary(), { ...run, records: { ...run.records, judgedBy } });
  const ended = greengate(["evaluate", folder, "--policy", "test/fixtures/policy.yaml"]);
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toContain("judged by the policy of main");
});

it("nor is it published or signed by another, only by that one", () => {
  const policy = parsedPolicy(readFileSync("test/fixtures/policy.yaml", "utf8"));
  const run = greenRun();
  const folder = (digest: string) => {
    const judgedBy = { name: "main", policy: digest };
    return writeRun(temporary(), { ...run, records: { ...run.records, judgedBy } });
  };
  const judging = { policy, file: "x", beforePublish: true, now: RECORDED, maxAgeMs: undefined };
  const said = { say: () => undefined };
  const other = judgeFolder({ ...judging, folder: folder(`sha256:${"0".repeat(64)}`) }, said);
  expect(other).toMatchObject({ ok: false, error: { code: "folder.protected" } });
  const same = judgeFolder({ ...judging, folder: folder(policyDigest(policy)) }, said);
  expect(same).toMatchObject({ ok: true, value: { verdict: { verdict: "pass" } } });
});

function parsedPolicy(text: string): Policy {
  const policy = parsePolicy(text, "policy.yaml");
  if (!policy.ok) throw new Error("the test's policy is valid");
  return policy.value;
}

it("nor has one that it makes a submodule that one's branch", () => {
  const source = repository({ "users/greengate.yaml": policy({ policyFromProtected: true }) }, {});
  const users = join(source, "users");
  gitIn(source)("rm", "-rq", "users");
  cpSync(repository({ "greengate.yaml": policy() }, {}), users, { recursive: true });
  gitIn(source)("add", "users");
  const args = ["gate", "--source", users, ...REF, "--out", temporary()];
  const { exitCode, stderr } = greengate(args);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("the source is a submodule of another repository");
});
