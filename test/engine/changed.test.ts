/** Which of several services changed, on a real engine: the base may be a folder or a commit in Git. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connection, type Directory, dag } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { Greengate } from "../../dagger/src/index.ts";
import { temporary } from "../e2e/greengate.ts";
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
});
