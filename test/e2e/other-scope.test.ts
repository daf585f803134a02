/** A run is judged by a policy that says the same of what is to be looked at as the one that it was given. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { scopeOf } from "../../dagger/src/core/scope.ts";
import { greengate, temporary } from "./greengate.ts";

const LAX = {
  version: 1,
  semgrepRules: ["few.yaml"],
  exclude: ["src/old.py"],
  service: { path: "src", dockerfile: "none" },
};
const STRICT = { ...LAX, exclude: [] };

function gated() {
  const source = temporary();
  mkdirSync(join(source, "src"));
  writeFileSync(join(source, "src", "old.py"), "eval(input())\n");
  writeFileSync(join(source, "greengate.yaml"), stringify(LAX));
  const reports = join(temporary(), "reports");
  greengate(["gate", "--source", source, "--out", reports, "--only", "bandit"]);
  const policy = (content: object) => {
    const file = join(temporary(), "policy.yaml");
    writeFileSync(file, stringify(content));
    return ["--policy", file];
  };
  return { reports, policy };
}

it("one that excludes less, or names other rules, is refused", () => {
  const { reports, policy } = gated();
  const evaluate = (content: object) =>
    greengate(["evaluate", reports, "--only", "bandit", ...policy(content)]);
  // Bandit did not apply: that was so without the file that was excluded.
  expect(evaluate(LAX).exitCode).toBe(3);
  expect(evaluate({ ...LAX, actions: { high: "warn" } }).exitCode).toBe(3);
  const less = evaluate(STRICT);
  expect(less.exitCode).toBe(2);
  expect(less.stderr).toContain("did not look at what the policy says: exclude was another.");
  const other = {
    ...LAX,
    semgrepRules: ["many.yaml"],
    service: { dockerfile: "none", target: "a" },
  };
  expect(evaluate(other).stderr).toContain(
    "semgrepRules, service.path, service.target was another.",
  );
  const named = (name: string) => ({ ...LAX, service: { ...LAX.service, name } });
  expect(evaluate(named("service")).exitCode).toBe(3);
  expect(evaluate(named("mail")).stderr).toContain("service.name was another.");
  const publish = greengate(["publish", reports, "localhost:1/shop:1", ...policy(STRICT)]);
  expect(publish.exitCode).not.toBe(0);
  expect(publish.stderr).toContain("[folder.other-scope]");
});

it("one that builds or starts the image otherwise is refused", () => {
  const file = (service: object) => {
    const path = join(temporary(), "policy.yaml");
    const policy = parse(readFileSync("examples/greengate.yaml", "utf8"));
    writeFileSync(path, stringify({ ...policy, service: { ...policy.service, ...service } }));
    return path;
  };
  const evaluate = (service: object) =>
    greengate([
      ...["evaluate", "examples/pass", "--now", "2026-11-24T23:30:00Z"],
      ...["--policy", file(service)],
    ]);
  expect(evaluate({ buildArgs: {}, env: {} }).exitCode).toBe(0);
  const other = evaluate({ buildArgs: { BASE: "debian:12" }, env: { AUTH: "on" } });
  expect(other.exitCode).toBe(2);
  expect(other.stderr).toContain("service.buildArgs, service.env was another.");
});

it("what they were is told by a digest, whatever their order", () => {
  const scope = (env: Record<string, string>) =>
    scopeOf({ ...DEFAULT_POLICY, service: { ...DEFAULT_POLICY.service, env } });
  expect(scope({ A: "1", B: "s3cret" })).toEqual(scope({ B: "s3cret", A: "1" }));
  expect(scope({ A: "1", B: "s3cret" })).not.toEqual(scope({ A: "1", B: "other" }));
  expect(JSON.stringify(scope({ A: "1", B: "s3cret" }))).not.toContain("s3cret");
});

it("nor may it be of several services, each with its own", () => {
  const { reports, policy } = gated();
  const { scope } = JSON.parse(readFileSync(join(reports, "run.json"), "utf8"));
  expect(scope).toMatchObject({ exclude: ["src/old.py"], "service.path": "src" });
  const services = [{ name: "service", path: "src", dockerfile: "none" }];
  const { version, semgrepRules, exclude } = LAX;
  const common = { version, semgrepRules, exclude };
  const several = (more: object) =>
    greengate([
      "evaluate",
      reports,
      "--only",
      "bandit",
      ...policy({ ...common, services, ...more }),
    ]);
  expect(several({}).exitCode).toBe(3);
  expect(several({ exclude: [] })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("exclude was another."),
  });
});
