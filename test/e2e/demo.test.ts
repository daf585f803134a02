/** `npm run demo`, as the README says it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("prints three verdicts with their reasons and writes their reports", () => {
  const { status, stdout } = spawnSync("npm", ["run", "-s", "demo"], { encoding: "utf8" });
  expect(status).toBe(0);
  const order = ["PASS: ", "BLOCK: ", "INCOMPLETE: "].map((word) => stdout.indexOf(word));
  expect(Math.min(...order)).toBeGreaterThanOrEqual(0);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(stdout).toContain("Rebuild on a newer base image");
  expect(stdout).toContain("did not come up in time");
  for (const name of ["pass", "block", "incomplete"]) {
    expect(readFileSync(`demo/${name}/report.html`, "utf8")).toContain(name.toUpperCase());
  }
});
