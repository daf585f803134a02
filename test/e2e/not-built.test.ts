/** `greengate gate` where a real engine can't reach the registry of the base image. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findEngine } from "../../cli/host/engine.ts";
import { greengate, temporary } from "./greengate.ts";

const engine = await findEngine(temporary());
const why = engine.ok ? "" : ` (not here: ${engine.error.message})`;

describe.skipIf(!engine.ok)(`with a container engine${why}`, () => {
  it("the report names the address, and blames no Dockerfile", () => {
    const source = temporary();
    // A name that never resolves: RFC 6761.
    writeFileSync(join(source, "Dockerfile"), "FROM registry.invalid/none:1\n");
    const args = ["--source", source, "--only", "runtime", "--out", join(temporary(), "out")];
    const { exitCode, stdout } = greengate(["gate", ...args]);
    const words = stdout.replace(/\s+/g, " ");
    expect(exitCode).toBe(3);
    expect(words).toContain("The image could not be built: a name was not resolved: ");
    expect(words).toContain("registry.invalid");
    expect(words).toContain("See that the build has a network (DNS, proxy)");
    expect(words).not.toContain("Mend Dockerfile");
  });

  it("a fault of the Dockerfile is one", () => {
    const source = temporary();
    writeFileSync(join(source, "Dockerfile"), "FROM scratch\nCOPY nothing-here /\n");
    const args = ["--source", source, "--only", "runtime", "--out", join(temporary(), "out")];
    expect(greengate(["gate", ...args]).stdout).toContain("Mend Dockerfile");
  });
});
