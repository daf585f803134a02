/** Which names are a Dockerfile's: no less than real Trivy takes, and no code about Dockerfiles. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exec } from "../../cli/host/exec.ts";
import { findTool } from "../../cli/host/find-tool.ts";
import { isDockerfile } from "../../dagger/src/scanners/dockerfiles.ts";
import { trivy } from "../../dagger/src/scanners/trivy/tool.ts";
import { temporary } from "../e2e/greengate.ts";

const OURS = [
  ...[
    "Dockerfile",
    "DOCKERFILE",
    "dockerfile",
    "Dockerfile.dev",
    "dockerfile.dev",
    "Dockerfile-dev",
  ],
  ...["Dockerfile2", "app.Dockerfile", "app.dockerfile", "app.DOCKERFILE", ".dockerfile"],
  ...["Containerfile", "containerfile", "Containerfile.dev", "app.containerfile", "Dockerfile.ts"],
];
const NOBODYS = [
  ...[
    "dockerfile.ts",
    "dockerfile.test.ts",
    "Dockerfile.test.ts",
    "dockerfile.js",
    "dockerfile.mjs",
    "dockerfile.py",
  ],
  ...["dockerfile-names.test.ts", "DockerfileParser.java", "dockerfile_parse.go", "dockerfile.md"],
  ...["containerfile.rs", "dockerfiles.yaml", "my-dockerfile", "xDockerfile", "docker-compose.yml"],
];

it.each(OURS)("%s is one", (name) => {
  expect([isDockerfile(name), isDockerfile(`services/users/${name}`)]).toEqual([true, true]);
});

it.each(NOBODYS)("%s is none", (name) => {
  expect([isDockerfile(name), isDockerfile(`Dockerfile/${name}`)]).toEqual([false, false]);
});

const work = temporary();
const found = await findTool({ work, say: () => {} }, trivy, true);
const why = found.ok ? "" : ` (not here: ${found.error.message})`;

describe.skipIf(!found.ok)(`real Trivy${why}`, () => {
  it("takes none that is not ours", async () => {
    const source = temporary();
    for (const name of [...OURS, ...NOBODYS]) {
      writeFileSync(join(source, name), "FROM alpine:latest\nUSER root\n");
    }
    const program = found.ok ? found.value.program : "";
    const kinds = ["--misconfig-scanners", "dockerfile", "--skip-check-update", "--format", "json"];
    const args = ["config", "--quiet", ...kinds, "--cache-dir", temporary(), source];
    const { stdout } = await exec({ program, args, cwd: work, seconds: 120 });
    const { Results } = JSON.parse(stdout) as { Results: { Target: string }[] };
    const taken = Results.map(({ Target }) => Target);
    expect(taken).toContain("Dockerfile.ts");
    expect(taken.filter((name) => !isDockerfile(name))).toEqual([]);
    expect(taken.filter((name) => NOBODYS.includes(name))).toEqual([]);
  });
});
