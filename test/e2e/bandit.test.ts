/** Bandit itself over code on which one of its checks crashes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";

function gated(code: string) {
  const source = temporary();
  writeFileSync(join(source, "app.py"), code);
  const out = join(temporary(), "out");
  const args = ["--source", source, "--only", "bandit", "--install-tools", "--out", out];
  return greengate(["gate", ...args]);
}

const IMPORT = "import importlib\n";
const { stderr, exitCode } = gated(IMPORT);
const ran = stderr.includes("bandit: ran");
const why = ran ? "" : ` (not here: ${stderr.trim().split("\n")[0]})`;

it.skipIf(!ran)(`a check that crashes has not looked${why}`, () => {
  expect(exitCode).toBe(0);
  // Bandit's check of what is imported needs the name, and is lost.
  const crashed = gated(`${IMPORT}importlib.import_module(**dict(name="telnetlib"))\n`);
  expect(crashed.stdout).toContain("app.py: exception while scanning file.");
  expect(crashed.exitCode).toBe(3);
});
