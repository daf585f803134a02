/** `greengate policy draft`, as a new user calls it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";

it("what it writes is a policy of this source", () => {
  const source = temporary();
  for (const name of ["users", "mail"]) {
    mkdirSync(join(source, "services", name), { recursive: true });
    writeFileSync(join(source, "services", name, "Dockerfile"), "FROM scratch\nEXPOSE 8080\n");
  }
  const { stdout, stderr, exitCode } = greengate(["policy", "draft", "--source", source]);
  expect(stdout).toContain("- { name: users, path: services/users, port: 8080 }\n");
  expect(stderr).toContain("2 services to look through");
  expect(exitCode).toBe(0);
  const file = join(source, "greengate.yaml");
  writeFileSync(file, stdout);
  expect(greengate(["policy", "check", file])).toMatchObject({
    exitCode: 0,
    stdout: `${file} is valid, of 2 services\n`,
  });
});

it("a folder that is not there is bad usage", () => {
  const { stderr, exitCode } = greengate(["policy", "draft", "--source", "nowhere"]);
  expect(stderr).toContain("No such folder: nowhere");
  expect(exitCode).toBe(2);
});
