/** The module's policy where the protected branch's folder is given, over folders of this host. */
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Directory, File } from "@dagger.io/dagger";
import { expect, it } from "vitest";
import { loadPolicy } from "../../dagger/src/call/policy.ts";
import { temporary } from "../e2e/greengate.ts";

const file = (path: string) => ({
  name: async () => basename(path),
  contents: async () => readFileSync(path, "utf8"),
});
const aFile = (path: string) => file(path) as unknown as File;

/** What the module asks of Dagger's Directory; test/engine/protected.test.ts asks the real one. */
function onHost(files: Record<string, string>): Directory {
  const at = temporary();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    if (text.startsWith("-> ")) symlinkSync(text.slice(3), join(at, path));
    else writeFileSync(join(at, path), text);
  }
  return {
    exists: async (path: string, options?: { doNotFollowSymlinks?: boolean }) =>
      options?.doNotFollowSymlinks
        ? lstatSync(join(at, path), { throwIfNoEntry: false }) !== undefined
        : existsSync(join(at, path)),
    file: (path: string) => file(join(at, path)),
    filter: ({ include }: { include: string[] }) => ({
      export: async (to: string) => {
        const there = Object.keys(files).filter((path) => include.includes(path));
        for (const path of there) {
          cpSync(join(at, path), join(to, path), { recursive: true, verbatimSymlinks: true });
        }
      },
    }),
  } as unknown as Directory;
}

const SHOWN = "version: 1\nvex: [vex.json]\n";
const STRICT = `${SHOWN}policyFromProtected: true\n`;
const LAX = "version: 1\nactions: { critical: info }\n";
const MAIN = { "greengate.yaml": STRICT, "vex.json": "{}", ".trivyignore": "CVE-1\n", other: "" };
const source = onHost({ "greengate.yaml": LAX, ".trivyignore": "CVE-1\nCVE-2\n" });

it("its policy, ignore files and VEX judge, with the call's arguments laid over", async () => {
  const loaded = await loadPolicy({ source, protectedBranch: onHost(MAIN), port: 8080 });
  expect(loaded.policy.actions.critical).toBe("block");
  expect(loaded.policy.service.port).toBe(8080);
  expect(loaded.policyFile).toBe("greengate.yaml of the protected branch");
  expect(loaded.guard).toMatchObject({ against: "the protected branch", judgedBy: "protected" });
  expect(loaded.guard?.what).toEqual([
    "policy: actions.critical: block → info",
    "policy: policyFromProtected: true → false",
    "policy: vex vex.json removed",
  ]);
  expect(loaded.guard?.files).toEqual(
    new Map([
      [".trivyignore", "CVE-1\n"],
      ["vex.json", "{}"],
    ]),
  );
});

it("a change that removes its policy is judged by the protected one", async () => {
  const loaded = await loadPolicy({ source: onHost({}), protectedBranch: onHost(MAIN) });
  expect(loaded.policy.vex).toEqual(["vex.json"]);
});

it("a protected branch without a policy does not judge, and that is shown", async () => {
  const loaded = await loadPolicy({ source, protectedBranch: onHost({ other: "" }), port: 8080 });
  expect(loaded.policy.actions.critical).toBe("info");
  expect(loaded.guard).toMatchObject({
    against: "the protected branch (which has no policy)",
    judgedBy: "given",
    what: ["policy: actions.critical: block → info"],
  });
});

it("nor does one that leaves it to the change", async () => {
  const main = onHost({ "greengate.yaml": SHOWN });
  const loaded = await loadPolicy({ source, protectedBranch: main });
  expect(loaded.guard?.judgedBy).toBe("given");
});

it.each([
  ["a protected policy that is not valid", { protectedBranch: onHost({ "greengate.yaml": "x" }) }],
  [
    "a link in its place",
    { protectedBranch: onHost({ "greengate.yaml": "-> other", other: STRICT }) },
  ],
  [
    "another policy's file beside it",
    { protectedBranch: onHost(MAIN), policy: aFile("test/fixtures/policy.yaml") },
  ],
  ["both", { protectedBranch: onHost(MAIN), protectedPolicy: aFile("test/fixtures/policy.yaml") }],
])("%s ends the call", async (_name, given) => {
  await expect(loadPolicy({ source, ...given })).rejects.toThrow(
    /not valid|no plain file|--protected-policy/,
  );
});

it("a policy that wants the protected one says how it is given", async () => {
  const wants = onHost({ "greengate.yaml": "version: 1\npolicyFromProtected: true\n" });
  await expect(loadPolicy({ source: wants })).rejects.toThrow("--protected-branch FOLDER");
});

it("a policy that would not be read is no absent one", async () => {
  const load = (files: Record<string, string>) => loadPolicy({ source: onHost(files) });
  expect((await load({ other: "" })).policyFile).toBe("the default policy");
  await expect(load({ "greengate.yml": LAX })).rejects.toThrow("Name it greengate.yaml.");
  await expect(load({ "greengate.yaml": "-> ../elsewhere.yaml" })).rejects.toThrow("a plain file");
});
