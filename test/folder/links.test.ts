/** Links in a reports folder that another job left: none is read, and none is written through. */
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readRaw } from "../../dagger/src/folder/read.ts";
import { writeRecords } from "../../dagger/src/folder/write.ts";
import { temporary } from "../e2e/greengate.ts";
import { greenRun } from "../support/run.ts";

it("run.json is written in a link's place, not through it", () => {
  const folder = temporary();
  const other = join(folder, "other.txt");
  writeFileSync(other, "somebody's");
  symlinkSync(other, join(folder, "run.json"));
  writeRecords(folder, greenRun().records);
  expect(readFileSync(other, "utf8")).toBe("somebody's");
  expect(lstatSync(join(folder, "run.json")).isFile()).toBe(true);
});

it.each<[string, (raw: string) => void]>([
  ["a link in place of raw", (raw) => symlinkSync(temporary(), raw)],
  [
    "a link in place of a stage",
    (raw) => {
      mkdirSync(raw);
      symlinkSync(temporary(), join(raw, "secrets"));
    },
  ],
  [
    "a link in place of a report",
    (raw) => {
      mkdirSync(join(raw, "secrets"), { recursive: true });
      writeFileSync(join(raw, "other.json"), "{}");
      symlinkSync("../other.json", join(raw, "secrets", "report.json"));
    },
  ],
  [
    "a folder in place of a report",
    (raw) => mkdirSync(join(raw, "secrets", "report.json"), { recursive: true }),
  ],
])("%s is no part of it", (_, made) => {
  const raw = join(temporary(), "raw");
  made(raw);
  expect(readRaw(raw)).toMatchObject({ ok: false, error: { code: "folder.stray" } });
});
