/** What a run notes of a source of several services: what stages would look at in none of their folders. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { uncoveredIn } from "../../dagger/src/source/uncovered.ts";

const MANIFEST = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n";
const LOCK = JSON.stringify({
  lockfileVersion: 3,
  packages: { "": {}, "services/users": {}, "node_modules/hono": { version: "4.0.0" } },
});
const DEVELOPMENT = JSON.stringify({
  lockfileVersion: 3,
  packages: { "": {}, "node_modules/eslint": { version: "9.0.0", dev: true } },
});

function sourceOf(files: Readonly<Record<string, string>>): string {
  const source = mkdtempSync(join(tmpdir(), "greengate-test-"));
  const all = { "services/users/app.py": "", "services/mail/app.py": "", ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  return source;
}

function noted(source: string, more = "") {
  const policy = parsePolicy(
    `version: 1\nservices:\n  - { name: users, path: services/users }\n  - { name: mail, path: services/mail, dockerfile: ../../mail.Dockerfile }\n${more}`,
    "greengate.yaml",
  );
  if (!policy.ok) throw new Error(JSON.stringify(policy.error));
  return uncoveredIn(source, policy.value).uncovered;
}
const parts = (files: Readonly<Record<string, string>>, more?: string) =>
  noted(sourceOf(files), more)?.parts;

describe("what lies in no service's folder", () => {
  it("is named by what would look at it, in the topmost folder that holds no service", () => {
    const files = {
      "k8s/base/web.yaml": MANIFEST,
      "k8s/pod.yaml": MANIFEST,
      "services/shared/requirements.txt": "idna==3.11\n",
      "tools/run.py": "",
      "services/users/k8s/pod.yaml": MANIFEST,
    };
    expect(parts(files)).toEqual([
      { path: "k8s/", stages: { "trivy-config": 2 } },
      { path: "services/shared/", stages: { "trivy-fs": 1, "pip-audit": 1 } },
      { path: "tools/", stages: { bandit: 1 } },
    ]);
  });

  it("is not what nothing looks at: the policy, CI files, a workspace's manifest", () => {
    const files = {
      "greengate.yaml": "version: 1\n",
      ".github/workflows/ci.yml": "on: push\njobs: {}\n",
      ".gitlab-ci.yml": "test: { script: [make] }\n",
      "docker-compose.yml": "services: { web: { image: nginx } }\n",
      "package.json": '{ "workspaces": ["services/*"], "devDependencies": { "eslint": "9" } }',
      "README.md": "Hello.\n",
    };
    expect(noted(sourceOf(files))).toMatchObject({ files: 6, parts: [] });
  });

  it("is a workspace's one lockfile too, but not one of development packages alone", () => {
    expect(parts({ "package-lock.json": LOCK })).toEqual([
      { path: "package-lock.json", stages: { "trivy-fs": 1 } },
    ]);
    expect(parts({ "package-lock.json": DEVELOPMENT })).toEqual([]);
  });

  it("is nothing once a service has it, or the policy excludes it", () => {
    const files = { "k8s/pod.yaml": MANIFEST };
    expect(parts(files, "  - { name: k8s, path: k8s, dockerfile: none }\n")).toEqual([]);
    expect(parts(files, "exclude: [k8s]\n")).toEqual([]);
    expect(parts(files, "  - { name: all, path: ., dockerfile: none }\n")).toEqual([]);
  });

  it("is a Dockerfile that no service is built by", () => {
    const files = { "worker/Dockerfile": "FROM scratch\n", "mail.Dockerfile": "FROM scratch\n" };
    expect(noted(sourceOf(files))?.dockerfiles).toEqual(["worker/Dockerfile"]);
  });

  it("is a link to what nobody looks at, and not one into a service's folder", () => {
    const source = sourceOf({ "services/users/k8s/pod.yaml": MANIFEST });
    symlinkSync("services/users/k8s", join(source, "k8s"));
    expect(noted(source)?.parts).toEqual([]);
    symlinkSync("../elsewhere", join(source, "infra"));
    expect(noted(source)?.parts).toMatchObject([{ path: "infra", stages: { "trivy-config": 1 } }]);
  });

  it("that can't be read is told, and ends nothing", () => {
    expect(noted(join(tmpdir(), "greengate-test-is-not-there"))?.unread).toBeDefined();
  });

  it("is not asked of a policy of one service", () => {
    const policy = parsePolicy("version: 1\n", "greengate.yaml");
    expect(policy.ok && uncoveredIn(sourceOf({}), policy.value)).toEqual({});
  });
});
