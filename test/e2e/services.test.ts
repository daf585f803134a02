/** Several services from the command line: joined from folders made apart, named, or those that changed. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunRecords } from "../../dagger/src/core/run-record.ts";
import { writeRun } from "../support/folder.ts";
import { committed, gitIn } from "../support/git.ts";
import { greenRun, ranFor, stageOf } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";

const POLICY = `version: 1
services:
  - { name: users, path: services/users, dockerfile: none }
  - { name: mail, path: services/mail, dockerfile: none }
`;
const NOW = ["--now", "2026-11-24T22:00:00Z"];
/** The recorded run is of a service with an image, at the root. */
const WITH_IMAGE = POLICY.replaceAll(/path: [^,]+, dockerfile: none/g, "path: .");

function policyFile(text: string): string {
  const file = join(temporary(), "greengate.yaml");
  writeFileSync(file, text);
  return file;
}

function folderOf(service: string, failed = false): string {
  const run = greenRun();
  ranFor(run, service);
  if (failed) Object.assign(stageOf(run, "zap-baseline"), { status: "failed", reason: "killed" });
  return writeRun(temporary(), run);
}

describe("folders that CI jobs made apart", () => {
  const policy = ["--policy", policyFile(WITH_IMAGE), ...NOW];
  const join_ = (...folders: string[]) => greengate(["evaluate", ...folders, ...policy]);

  it("are joined: the whole passes where each does", () => {
    const { exitCode, stdout } = join_(folderOf("users"), folderOf("mail"));
    expect(stdout).toMatch(/^PASS: every service passes/);
    expect(exitCode).toBe(0);
  });

  it("so is a folder that holds what each job left, as CI systems lay artefacts out", () => {
    const joined = temporary();
    for (const name of ["users", "mail"]) {
      cpSync(folderOf(name), join(joined, `greengate-${name}`, name), { recursive: true });
    }
    const { exitCode, stdout } = join_(joined);
    expect(stdout).toMatch(/^PASS: every service passes/);
    expect(exitCode).toBe(0);
  });

  it("one that is incomplete makes the whole so, and says what to do", () => {
    const { exitCode, stdout } = join_(folderOf("users"), folderOf("mail", true));
    expect(exitCode).toBe(3);
    expect(stdout).toContain("zap-baseline failed: killed");
  });

  it("a service that nothing is shown of makes the whole incomplete", () => {
    const { exitCode, stdout } = join_(folderOf("users"));
    expect(exitCode).toBe(3);
    expect(stdout).toContain("mail: no reports folder of it was given");
  });

  it("unless it is not asked for, which is said", () => {
    const folder = folderOf("users");
    const { exitCode, stdout } = greengate(["evaluate", folder, ...policy, "--service", "users"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("mail: not asked for");
  });

  it.each([
    [["users", "users"], "Two reports folders are of users"],
    [["users", "mail", "shop"], "a reports folder of shop, which the policy does not list"],
  ])("%j: bad input", (services, words) => {
    const { exitCode, stderr } = join_(...services.map((service) => folderOf(service)));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe("what lies in no service's folder", () => {
  const MANIFEST = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n";
  const services = ["services/mail", "services/users"];
  const inFolders = POLICY.replaceAll("dockerfile: none", "dockerfile: ../../Dockerfile");
  const policy = ["--policy", policyFile(inFolders), ...NOW];

  /** As a gate leaves it, of a service in its folder. */
  function folderWith(service: string, more: Pick<RunRecords, "uncovered">): string {
    const run = greenRun();
    const scope = {
      "service.path": `services/${service}`,
      "service.dockerfile": "../../Dockerfile",
    };
    ranFor(run, service);
    Object.assign(run.records, { ...more, scope: { ...run.records.scope, ...scope } });
    return writeRun(temporary(), run);
  }
  const noted = (...parts: NonNullable<RunRecords["uncovered"]>["parts"]) => ({
    uncovered: { services, files: 4, parts, dockerfiles: [] },
  });
  const K8S = noted({ path: "k8s/", stages: { "trivy-config": 2 } });
  const evaluated = (more: Pick<RunRecords, "uncovered">, ...args: string[]) => {
    const folders = ["users", "mail"].map((service) => folderWith(service, more));
    return greengate(["evaluate", ...folders, ...policy, ...args]);
  };

  it("makes the whole incomplete, with the lines to copy, and no service", () => {
    const { exitCode, stdout } = evaluated(K8S);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /^INCOMPLETE: what lies in no service's folder was looked at by nobody\.\nPASS .*\nPASS /,
    );
    expect(stdout).toContain("so nobody looked at it: k8s/ (trivy-config: 2 files).");
    expect(stdout).toContain("`- { name: k8s, path: k8s, dockerfile: none }`");
    expect(stdout).toContain("`exclude: [k8s]`");
  });

  it("is none's where nothing of it is looked at: the secrets' note stays", () => {
    const { exitCode, stdout } = evaluated(noted());
    expect(exitCode).toBe(0);
    expect(stdout).toContain("No secret was looked for in 4 files in no service's folder");
  });

  it("is not green where a run does not say it", () => {
    const { exitCode, stdout } = evaluated({});
    expect(exitCode).toBe(3);
    expect(stdout).toContain("What lies in no service's folder is not known.");
  });

  it("counts where one service is asked for, and not of a stage that is left out", () => {
    expect(evaluated(K8S, "--service", "users").exitCode).toBe(3);
    expect(evaluated(K8S, "--skip", "trivy-config").exitCode).toBe(0);
    expect(evaluated(K8S, "--only", "bandit").exitCode).toBe(0);
  });

  it("is noted by the gate, and judged the same by evaluate", () => {
    const source = temporary();
    mkdirSync(join(source, "k8s"));
    writeFileSync(join(source, "k8s", "pod.yaml"), MANIFEST);
    for (const name of ["users", "mail"]) {
      mkdirSync(join(source, "services", name), { recursive: true });
      writeFileSync(join(source, "services", name, "app.txt"), "hello\n");
    }
    writeFileSync(join(source, "greengate.yaml"), POLICY);
    const [out, again] = [temporary(), temporary()];
    const file = ["--policy", join(source, "greengate.yaml")];
    const only = ["--only", "trivy-config"];
    greengate(["gate", "--source", source, "--out", out, ...only, "--service", "mail"]);
    const read = (folder: string) => JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8"));
    expect(read(out).beside.gaps).toMatchObject([{ code: "services.uncovered" }]);
    greengate(["evaluate", out, ...file, ...only, "--service", "mail", "--out", again]);
    expect(read(again).beside).toEqual(read(out).beside);
    for (const report of ["report.md", "report.html", "github-annotations.txt"]) {
      expect(readFileSync(join(out, report), "utf8")).toContain("nobody looked at it: k8s");
    }
  });
});

describe("gate --changed-since", () => {
  function repository(): string {
    const source = temporary();
    writeFileSync(join(source, "greengate.yaml"), POLICY);
    for (const name of ["users", "mail"]) {
      mkdirSync(join(source, "services", name), { recursive: true });
      writeFileSync(join(source, "services", name, "app.txt"), "hello\n");
    }
    return committed(source);
  }

  function gated(source: string, ...args: string[]) {
    const out = temporary();
    const ended = greengate(["gate", "--source", source, "--out", out, "--only", "test", ...args]);
    return { ...ended, ran: ["users", "mail"].filter((name) => existsSync(join(out, name))), out };
  }

  it("runs the services whose files changed, committed or not, and names the others", () => {
    const source = repository();
    writeFileSync(join(source, "services", "mail", "new.txt"), "new\n");
    const { ran, out } = gated(source, "--changed-since", "HEAD");
    expect(ran).toEqual(["mail"]);
    const { leftOut } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
    expect(leftOut).toEqual([{ service: "users", reason: "none of its files changed since HEAD" }]);
  });

  it("runs all of them where the policy changed", () => {
    const source = repository();
    writeFileSync(join(source, "greengate.yaml"), `${POLICY}# changed\n`);
    expect(gated(source, "--changed-since", "HEAD").ran).toEqual(["users", "mail"]);
  });

  it("runs all of them where the policy that changed lies in a service's folder", () => {
    const source = repository();
    const own = join(source, "services", "mail", "gate.yaml");
    writeFileSync(own, POLICY);
    const { ran } = gated(source, "--changed-since", "HEAD", "--policy", own);
    expect(ran).toEqual(["users", "mail"]);
  });

  it.each(["--assume-unchanged", "--skip-worktree"])(
    "sees what git is told by %s to pass over",
    (how) => {
      const source = repository();
      writeFileSync(join(source, "services", "mail", "app.txt"), "changed\n");
      gitIn(source)("update-index", how, "services/mail/app.txt");
      expect(gated(source, "--changed-since", "HEAD").ran).toEqual(["mail"]);
    },
  );

  it("runs a service of which git knows no file, since it can't tell that it is as it was", () => {
    const source = repository();
    gitIn(source)("rm", "-rq", "--cached", "services/mail");
    writeFileSync(join(source, ".gitignore"), "services/mail\n");
    gitIn(source)("add", ".gitignore");
    gitIn(source)("commit", "-qm", "ignored");
    expect(gated(source, "--changed-since", "HEAD").ran).toEqual(["mail"]);
  });

  it("a submodule's other commit is a change, where .gitmodules wants it ignored too", () => {
    const source = repository();
    const lib = join(source, "services", "users", "lib");
    mkdirSync(lib);
    gitIn(lib)("init", "-q");
    gitIn(lib)("commit", "-q", "--allow-empty", "-m", "one");
    const path = "path = services/users/lib\n\turl = https://example.org/lib\n\tignore = all\n";
    writeFileSync(join(source, ".gitmodules"), `[submodule "lib"]\n\t${path}`);
    gitIn(source)("add", "-f", ".gitmodules", "services/users/lib");
    gitIn(source)("commit", "-qm", "submodule");
    gitIn(lib)("commit", "-q", "--allow-empty", "-m", "two");
    expect(gated(source, "--changed-since", "HEAD").ran).toEqual(["users"]);
  });

  it("a tag that somebody pushed is not taken for the branch of its name", () => {
    const source = repository();
    writeFileSync(join(source, "services", "mail", "app.txt"), "changed\n");
    gitIn(source)("checkout", "-q", "-b", "change");
    gitIn(source)("commit", "-qam", "change");
    gitIn(source)("tag", "main");
    const { exitCode, stderr, ran } = gated(source, "--changed-since", "main");
    expect({ exitCode, ran }).toEqual({ exitCode: 2, ran: [] });
    expect(stderr).toContain("Name one of them in full: refs/heads/main or refs/tags/main.");
    expect(gated(source, "--changed-since", "refs/heads/main").ran).toEqual(["mail"]);
  });

  it("nothing changed: nothing is run, which is no fault", () => {
    const { exitCode, stdout, ran } = gated(repository(), "--changed-since", "HEAD");
    expect({ exitCode, ran }).toEqual({ exitCode: 0, ran: [] });
    expect(stdout).toMatch(/^NOTHING TO GATE: .*none of its files changed since HEAD/);
  });

  it("nor does an earlier run's verdict stay, to be taken for this one's", () => {
    const source = repository();
    const { out } = gated(source);
    expect(existsSync(join(out, "verdict.json"))).toBe(true);
    const again = ["gate", "--source", source, "--out", out, "--changed-since", "HEAD"];
    const { stdout, stderr } = greengate(again);
    expect(stdout).toContain("NOTHING TO GATE");
    expect(stderr).toContain(`removed an earlier run's reports: ${out}`);
    expect(existsSync(out)).toBe(false);
    expect(greengate(again).stderr).not.toContain("removed");
  });

  it.each([
    [["--changed-since", "nowhere"], "nowhere"],
    [["--changed-since", "--output=/tmp/x"], "--changed-since"],
    [["--service", "shop"], "No such service: shop. "],
    [["--service", "users", "--changed-since", "HEAD"], "give one of them"],
  ])("%j: bad input, and nothing is run", (args, words) => {
    const { exitCode, stderr, ran } = gated(repository(), ...args);
    expect({ exitCode, ran }).toEqual({ exitCode: 2, ran: [] });
    expect(stderr).toContain(words.trim());
  });
});
