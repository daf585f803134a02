/** What lies in no service's folder: what of it makes the verdict over all services incomplete. */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { type JudgeBeside, judgeBeside } from "../../dagger/src/core/uncovered/judge.ts";
import { addedService } from "../../dagger/src/core/uncovered/lines.ts";
import { partOf, type Uncovered } from "../../dagger/src/core/uncovered/noted.ts";

const SERVICES = new Map([
  ["users", "services/users"],
  ["web", "web"],
]);
const NOTED: Uncovered = {
  services: ["services/users", "web"],
  files: 12,
  parts: [
    { path: "k8s/", stages: { "trivy-config": 9, bandit: 1 } },
    { path: "package-lock.json", stages: { "trivy-fs": 1 } },
  ],
  dockerfiles: [],
};
const weigh: JudgeBeside["weigh"] = (stage) =>
  stage === "bandit" || stage === "secrets" ? "note" : "gap";
const judged = (...told: JudgeBeside["told"]) => judgeBeside({ told, services: SERVICES, weigh });

describe("the part that a file belongs to", () => {
  it.each([
    ["k8s/base/web.yaml", "k8s/"],
    ["services/shared/go.mod", "services/shared/"],
    ["services/go.mod", "services/go.mod"],
    ["package-lock.json", "package-lock.json"],
    // A name that only begins as a service's does.
    ["website/package-lock.json", "website/"],
  ])("%s: %s", (file, part) => {
    expect(partOf(file, [...SERVICES.values()])).toBe(part);
  });
});

describe("what no stage looked at", () => {
  it("is missing evidence, with the policy's lines to copy", () => {
    expect(judged(NOTED).gaps).toEqual([
      {
        code: "services.uncovered",
        message: "In no service's folder, so nobody looked at it: k8s/ (trivy-config: 9 files).",
        hint: "Under services in the policy, `- { name: k8s, path: k8s, dockerfile: none }`; or leave it out, `exclude: [k8s]`.",
      },
      {
        code: "services.uncovered",
        message: "In no service's folder, so nobody looked at it: package-lock.json (trivy-fs).",
        hint: "Under services in the policy, `- { name: repository, path: ., dockerfile: none }`, which looks at the services' folders in it too; or leave it out, `exclude: [package-lock.json]`.",
      },
    ]);
  });

  it("is only said where it could block nothing", () => {
    expect(judged(NOTED).notes).toEqual([
      "In no service's folder, so not looked at: k8s/ (bandit: 1 file).",
      "No secret was looked for in 12 files in no service's folder; a service with `path: .` looks at them all.",
    ]);
  });

  it("is said once, whatever the order of the runs that saw it", () => {
    const other = { ...NOTED, parts: [{ path: "infra/", stages: { "trivy-config": 1 } }] };
    expect(judged(NOTED, NOTED)).toEqual(judged(NOTED));
    expect(judged(NOTED, other)).toEqual(judged(other, NOTED));
    expect(judged(NOTED, other).gaps).toHaveLength(3);
  });

  it("is nothing where a service has the whole source", () => {
    const services = new Map([...SERVICES, ["all", "."]]);
    expect(judgeBeside({ told: [undefined], services, weigh })).toEqual({ gaps: [], notes: [] });
  });

  it.each<[string, JudgeBeside["told"]]>([
    ["a run does not say it", [NOTED, undefined]],
    ["it could not be read", [{ ...NOTED, unread: "EACCES" }]],
    ["the run was of other services", [{ ...NOTED, services: ["services/users", "web", "k8s"] }]],
  ])("is not known where %s", (_, told) => {
    const { gaps } = judged(...told);
    expect(gaps.map(({ code }) => code)).toEqual(["services.beside-unknown"]);
  });
});

describe("the line of a service that looks at it", () => {
  it.each([
    ["k8s/", "k8s"],
    ["Infra Code/", "Infra Code"],
    ["services/shared/", "services/shared"],
    ["services/main.tf", "services"],
    // The policy takes no folder with a dot at its beginning.
    [".github/", "."],
    ["services/.infra/", "services"],
    ["123/", "123"],
    ["true/", "true"],
    ["a, b: {c}/", "a, b: {c}"],
    // The name is another service's already.
    ["users/", "users"],
  ])("%s: a policy takes it, path %s", (part, path) => {
    const { line } = addedService(part, SERVICES);
    const text = `version: 1\nservices:\n  - { name: users, path: services/users }\n  ${line}\n`;
    const policy = parsePolicy(text, "greengate.yaml");
    expect(policy.ok && policy.value.services?.[1]).toMatchObject({ path, dockerfile: "none" });
    expect(parse(line)).toHaveLength(1);
  });

  it("is of a service with an image where a Dockerfile is there", () => {
    const { line, also } = addedService("worker/", SERVICES, ["worker/Dockerfile"]);
    expect(line + also).toBe("- { name: worker, path: worker } with its port and paths");
  });
});
