/** A gate whose programs have no network at all: what docs/air-gap.md says of the command line. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf } from "./real-trivy.ts";

const STAGES = ["bandit", "semgrep", "secrets", "trivy-fs", "trivy-config"];
const SOURCE = "examples/clinic";

/** A network of its own, with nothing in it, not even a loopback that is up. */
const NAMESPACE = ["--net", ...(process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"])];
const cutOff = spawnSync("unshare", [...NAMESPACE, "true"]).status === 0;

function gateArguments(out: string): string[] {
  const target = ["--source", SOURCE, "--policy", `${SOURCE}/greengate.yaml`];
  const what = ["--service", "user_service", "--only", STAGES.join(",")];
  const given = ["--install-tools", "--database", databaseOf(new Date()), "--out", out];
  return ["gate", ...target, ...what, ...given];
}

// With a network, so that the tools are in the cache folder; and to compare.
const withNetwork = join(temporary(), "out");
const before = greengate(gateArguments(withNetwork));
const missing = /could not be installed.*/.exec(before.stderr)?.[0];

const why = cutOff ? (missing ?? "") : "unshare makes no network namespace here";

describe.skipIf(why !== "")(`with no network${why === "" ? "" : ` (not here: ${why})`}`, () => {
  it("every stage of the source is as whole, and the verdict the same", () => {
    const out = join(temporary(), "out");
    const main = resolve("dist/cli/main.mjs");
    const args = [...NAMESPACE, process.execPath, main, ...gateArguments(out)];
    const ended = spawnSync("unshare", args, { encoding: "utf8", timeout: 120_000 });
    const verdict = (folder: string) =>
      JSON.parse(readFileSync(join(folder, "user_service/verdict.json"), "utf8"));
    const told = verdict(out);
    const states = told.stages
      .filter(({ stage }: { stage: string }) => STAGES.includes(stage))
      .map(({ stage, state }: { stage: string; state: string }) => [stage, state]);
    expect(states, ended.stderr).toEqual(STAGES.map((stage) => [stage, "complete"]));
    expect(told.findings).toEqual(verdict(withNetwork).findings);
    expect(ended.status).toBe(before.exitCode);
  });
});
