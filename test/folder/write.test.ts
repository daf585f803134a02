/** What lies in a folder where a verdict could not be written to its end. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { writeVerdict } from "../../dagger/src/folder/write.ts";
import { temporary } from "../e2e/greengate.ts";
import { blocked } from "../support/proofs.ts";
import { decideRun, greenRun } from "../support/run.ts";

const disk = vi.hoisted(() => ({ full: false }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeFileSync: typeof fs.writeFileSync = (path, ...rest) => {
    if (disk.full && String(path).endsWith("report.html")) throw new Error("ENOSPC");
    fs.writeFileSync(path, ...rest);
  };
  return { ...fs, writeFileSync };
});

it("no report of an earlier verdict, where the disk is full", () => {
  const folder = temporary();
  const contents = () =>
    readdirSync(folder).map((name) => `${name}: ${readFileSync(join(folder, name), "utf8")}`);
  writeVerdict(folder, decideRun(greenRun()));
  const earlier = contents();
  disk.full = true;
  expect(() => writeVerdict(folder, decideRun(blocked()))).toThrow("ENOSPC");
  expect(contents().filter((each) => earlier.includes(each))).toEqual([]);
});
