/** What of a folder is the source: the same on this host and in what Dagger uploads. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { readTree } from "../../dagger/src/source/tree.ts";

/** What the module's constructor leaves out, as Dagger writes it. */
function leftOutOfUpload(): string[] {
  const text = readFileSync("dagger/src/index.ts", "utf8");
  const [, list = ""] = /defaultPath: "\/",\s*ignore: \[([^\]]*)\]/.exec(text) ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);
}

it("an earlier run's reports are none, at the root, here and in Dagger's upload", () => {
  const reports = ["greengate-report", "greengate-registry"];
  expect(leftOutOfUpload().sort()).toEqual([".git", "**/node_modules", ...reports].sort());
  const source = mkdtempSync(join(tmpdir(), "greengate-tree-"));
  const kept = ["app.py", "greengate/a.py", "users/greengate-report/a.py"];
  for (const path of [
    ...kept,
    ...reports.map((name) => `${name}/raw/a.py`),
    "a/node_modules/b.js",
  ]) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), "");
  }
  expect(readTree(source, ".").paths).toEqual(kept);
});
