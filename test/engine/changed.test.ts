/** Services of a source, on a real engine: those that changed, and those that a first policy would list. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connection, type Directory, dag } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { Greengate } from "../../dagger/src/index.ts";
import { greengate, temporary } from "../e2e/greengate.ts";
import { committed } from "../support/git.ts";
import { GREENGATE_ENGINE, SECONDS, said, why } from "./gated.ts";

const POLICY = `version: 1
services:
  - { name: users, path: users, dockerfile: none }
  - { name: mail, path: mail, dockerfile: none }
`;

function repository(): string {
  const at = temporary();
  writeFileSync(join(at, "greengate.yaml"), POLICY);
  for (const name of ["users", "mail"]) {
    mkdirSync(join(at, name));
    writeFileSync(join(at, name, "app.txt"), "hello\n");
  }
  return committed(at);
}

const source = (at: string): Directory => dag.host().directory(at, { exclude: [".git"] });

describe.skipIf(!GREENGATE_ENGINE)(`changed, on a real engine${why}`, { timeout: SECONDS }, () => {
  it("names the services whose files differ, and gates none where none does", async () => {
    const [before, after] = [repository(), temporary()];
    cpSync(before, after, { recursive: true });
    writeFileSync(join(after, "mail", "app.txt"), "hallo\n");
    await connection(async () => {
      const commit = dag.host().directory(before).asGit().branch("main").tree();
      for (const base of [source(before), commit]) {
        expect(await new Greengate(source(after)).changed(base)).toEqual(["mail"]);
        expect(await new Greengate(source(before)).changed(base)).toEqual([]);
      }
      const nothing = await new Greengate(source(before)).gate([], [], [], commit);
      expect(nothing).toMatch(/^NOTHING TO GATE: /);
    });
    const gate = () => new Greengate(source(after)).gate(["secrets"], [], [], source(before));
    expect(await said(gate)).toContain("users: none of its files differ from --changed-since");
    const both = () => new Greengate(source(after)).gate([], [], ["mail"], source(before));
    expect(await said(both)).toContain("give one of them");
  });

  it("policyDraft: a service for each Dockerfile, as the command line drafts it", async () => {
    const at = repository();
    for (const [name, port] of [
      ["users", 8000],
      ["mail", 8001],
    ] as const)
      writeFileSync(join(at, name, "Dockerfile"), `FROM node\nEXPOSE ${port}\n`);
    const { stdout } = greengate(["policy", "draft", "--source", at]);
    expect(stdout).toContain("path: mail, port: 8001");
    await connection(async () => {
      expect(await new Greengate(source(at)).policyDraft()).toBe(stdout);
    });
  });
});
