/** What a call of the module may be narrowed to. */
import type { Directory } from "@dagger.io/dagger";
import { expect, it } from "vitest";
import { Greengate } from "../../dagger/src/index.ts";

const source = { exists: async () => false } as unknown as Directory;
const gate = () => new Greengate(source);

it("a stage that there is not ends the call: it would require, or leave out, nothing", async () => {
  const only = ["trivy-config", "zap_baseline"];
  const words = "No such stage: zap_baseline. Did you mean zap-baseline?";
  await expect(gate().gate(only)).rejects.toThrow(words);
  await expect(gate().report([], only)).rejects.toThrow(words);
  await expect(gate().evaluate(source, only)).rejects.toThrow(words);
});
