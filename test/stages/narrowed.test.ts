/** What a call of the module may be narrowed to, and be given. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Directory } from "@dagger.io/dagger";
import { expect, it } from "vitest";
import { Greengate } from "../../dagger/src/index.ts";

const sourceOf = (files: Record<string, string>) =>
  ({
    exists: async () => false,
    glob: async () => Object.keys(files),
    file: (path: string) => ({ contents: async () => files[path] }),
  }) as unknown as Directory;
const source = sourceOf({});
const gate = () => new Greengate(source);

it("a stage that there is not ends the call: it would require, or leave out, nothing", async () => {
  const only = ["trivy-config", "zap_baseline"];
  const words = "No such stage: zap_baseline. Did you mean zap-baseline?";
  await expect(gate().gate(only)).rejects.toThrow(words);
  await expect(gate().report([], only)).rejects.toThrow(words);
  await expect(gate().evaluate(source, only)).rejects.toThrow(words);
});

it("a file beside other tools' reports is refused: of NAME and NAME.sarif one would be lost", async () => {
  const sarif = {
    export: async (to: string) => {
      mkdirSync(to, { recursive: true });
      for (const name of ["grype", "grype.sarif"]) writeFileSync(join(to, name), "{}");
    },
  } as unknown as Directory;
  const given = Object.assign(gate(), { sarif });
  await expect(given.gate()).rejects.toThrow("--sarif: grype is no NAME.sarif");
});

it.each([
  "GREENGATE_GATE_ONLY=secrets",
  "A=1\n export greengate_images=zap=x",
  "Greengate_Policy=x",
])("arguments from the source's own .env end the call: %j", async (line) => {
  const gate = new Greengate(sourceOf({ "app/.env": line }));
  await expect(gate.gate()).rejects.toThrow(/app\/\.env sets greengate_\w+, an argument/i);
  await expect(gate.evaluate(source)).rejects.toThrow("an argument");
});

it("any other .env is the service's own", async () => {
  const gate = new Greengate(sourceOf({ ".env": "PORT=80\n# GREENGATE_SKIP=x\nA=greengate_b\n" }));
  await expect(gate.gate(["nothing"])).rejects.toThrow("No such stage");
});
