/** `greengate gate` on a host without a container engine that answers: what each stage of the image says. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";

function source(): string {
  const folder = temporary();
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  return folder;
}

/** @param path folder of the programs that this host has */
function gate(source: string, path: string, only = "runtime") {
  const args = ["--source", source, "--only", only, "--out", join(temporary(), "out")];
  const { exitCode, stdout } = greengate(["gate", ...args], { PATH: path });
  return { exitCode, words: stdout.replace(/\s+/g, " ") };
}

it("none is there: what to install, and how an archive is made", () => {
  const { exitCode, words } = gate(source(), temporary());
  expect(exitCode).toBe(3);
  expect(words).toContain("No container engine answers on this host. Install docker, podman or");
  expect(words).toContain("--image (`docker save IMAGE -o image.tar` makes one)");
});

it("one is there and its daemon is not: which, what it said first, and to start it", () => {
  const programs = temporary();
  const said =
    "echo Cannot connect to the daemon. >&2; echo errors pretty printing info >&2; exit 1";
  writeFileSync(join(programs, "docker"), `#!/bin/sh\n${said}\n`, { mode: 0o755 });
  const { exitCode, words } = gate(source(), programs);
  expect(exitCode).toBe(3);
  expect(words).toContain(
    "docker is on this host and does not answer: exit code 1: Cannot connect to the daemon. Start it, or give",
  );
  expect(words).not.toContain("pretty printing");
  expect(words).not.toContain("Install docker");
});

it("a source without a Dockerfile: that is the reason, before anything is looked for", () => {
  const empty = temporary();
  const { exitCode, words } = gate(empty, temporary(), "trivy-image,runtime,zap-baseline");
  expect(exitCode).toBe(3);
  expect(words).toContain(
    "trivy-image, runtime, zap-baseline did not run: the source has no Dockerfile at its top to build from. Write it",
  );
  expect(words).not.toMatch(/engine|ZAP/);
  const policy = "version: 1\nservice: { dockerfile: app/Containerfile, test: [npm, test] }\n";
  writeFileSync(join(empty, "greengate.yaml"), policy);
  expect(gate(empty, temporary(), "test").words).toContain(
    "the source has no app/Containerfile to build from.",
  );
});
