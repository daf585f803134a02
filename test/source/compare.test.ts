/** Two folders compared by content: a difference that is missed would leave a changed service unscanned. */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { changedPaths } from "../../dagger/src/source/compare.ts";
import { temporary } from "../e2e/greengate.ts";

function folder(): string {
  const at = temporary();
  mkdirSync(join(at, "users"));
  writeFileSync(join(at, "users", "app.py"), "aaaa\n");
  writeFileSync(join(at, "policy.yaml"), "version: 1\n");
  symlinkSync("policy.yaml", join(at, "link"));
  return at;
}

const write = (path: string, text: string) => (at: string) => writeFileSync(join(at, path), text);

it.each<[string, (at: string) => void, string[]]>([
  ["nothing", () => {}, []],
  ["a time", (at) => utimesSync(join(at, "policy.yaml"), 1, 1), []],
  ["an empty folder", (at) => mkdirSync(join(at, "empty")), []],
  [
    "history, installed packages and an earlier run's reports",
    (at) => {
      for (const name of [".git", "users/node_modules", "greengate-report"]) {
        mkdirSync(join(at, name));
        writeFileSync(join(at, name, "x"), "x");
      }
    },
    [],
  ],
  ["a file of the same length", write("users/app.py", "bbbb\n"), ["users/app.py"]],
  ["a new file", write("users/new.py", ""), ["users/new.py"]],
  ["a file less", (at) => rmSync(join(at, "users"), { recursive: true }), ["users/app.py"]],
  [
    "a folder of that name elsewhere",
    (at) => {
      mkdirSync(join(at, "users/greengate-report"));
      writeFileSync(join(at, "users/greengate-report/x"), "x");
    },
    ["users/greengate-report/x"],
  ],
  ["a mode", (at) => chmodSync(join(at, "policy.yaml"), 0o755), ["policy.yaml"]],
  [
    "a link's target",
    (at) => {
      rmSync(join(at, "link"));
      symlinkSync("users/app.py", join(at, "link"));
    },
    ["link"],
  ],
  [
    "a file in a link's place",
    (at) => {
      rmSync(join(at, "link"));
      writeFileSync(join(at, "link"), "policy.yaml");
    },
    ["link"],
  ],
])("%s", (_, change, paths) => {
  const [before, after] = [folder(), temporary()];
  cpSync(before, after, { recursive: true, verbatimSymlinks: true });
  change(after);
  expect(changedPaths(before, after)).toEqual(paths);
  expect(changedPaths(after, before)).toEqual(paths);
});
