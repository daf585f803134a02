/** The command line's policy where none is given: that of the source, or the default one. */
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadPolicy } from "../../cli/options/load-policy.ts";

const folder = () => mkdtempSync(join(tmpdir(), "greengate-policy-"));

it("none: the default one", () => {
  expect(loadPolicy(undefined, folder()).file).toBe("the default policy");
});

it("one that would not be read is no absent one", () => {
  const [misnamed, linked] = [folder(), folder()];
  writeFileSync(join(misnamed, "greengate.yml"), "version: 1\n");
  symlinkSync("elsewhere.yaml", join(linked, "greengate.yaml"));
  expect(() => loadPolicy(undefined, misnamed)).toThrow("Name it greengate.yaml.");
  expect(() => loadPolicy(undefined, linked)).toThrow("No such file");
});
