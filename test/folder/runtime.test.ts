/** What a runner writes of the runtimes that it asked. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Answer, questionsOn, writeRuntimes } from "../../dagger/src/folder/runtime.ts";
import { temporary } from "../e2e/greengate.ts";

const NODE = "/usr/bin/node";
const found = { files: 2, programs: [{ path: NODE }], ofRpm: new Set([NODE]) };
const VERSION = { exitCode: 0, answer: "v20.1.0" };

function written(owner: Answer) {
  const out = temporary();
  const answers = questionsOn(found).map((question) => ({
    ...question,
    ...(question.asks === "owner" ? owner : VERSION),
  }));
  writeRuntimes(out, {
    found,
    answers,
    createdAt: "2026-11-26T12:00:00Z",
    image: "sha256:0",
    advisories: "{}",
  });
  return JSON.parse(readFileSync(join(out, "raw/runtime/report.json"), "utf8")).programs;
}

it.each([
  ["nodejs\tRed Hat, Inc.\t1.module+el9", "nodejs"],
  ["warning: no lock\nnodejs20\tAmazon Linux\t1.amzn2023\n", "nodejs20"],
  ["nodejs\t(none)\t1.amzn2", "nodejs"],
  ["nodejs22\tFedora Project\t1.fc42", "nodejs22"],
])("%j: a package of the distribution, Trivy's to judge", (answer, name) => {
  expect(written({ exitCode: 0, answer })).toEqual([{ path: "/usr/bin/node", package: name }]);
});

it.each([
  ["of another vendor", { exitCode: 0, answer: "nodejs\tNodeSource\t1nodesource" }],
  ["of EPEL", { exitCode: 0, answer: "nodejs\tFedora Project\t1.el9" }],
  ["of nobody", { exitCode: 0, answer: "nodejs\t(none)\t1" }],
  ["of another name", { exitCode: 0, answer: "shop\tRed Hat, Inc.\t1" }],
  ["of none", { exitCode: 1, answer: "file /usr/bin/node is not owned by any package" }],
  ["that failed", { exitCode: 1, answer: "nodejs\tRed Hat, Inc.\t1" }],
])("a package %s: the program speaks for itself", (_name, owner) => {
  expect(written(owner)).toEqual([{ path: "/usr/bin/node", ...VERSION }]);
});
