/** What of our environment a scanner on this host gets. */
import { tmpdir } from "node:os";
import { expect, it, vi } from "vitest";
import { exec } from "../../cli/host/exec.ts";

it.each([
  ["PIP_INDEX_URL", true],
  ["PIP_AUDIT_OSV_URL", false],
  ["PIP_AUDIT_OUTPUT", false],
  ["TRIVY_IGNORE_UNFIXED", false],
  ["SEMGREP_RULES", false],
  ["NODE_OPTIONS", false],
  ["PYTHONPATH", false],
])("%s: %s", async (name, given) => {
  vi.stubEnv(name, "x");
  const { stdout } = await exec({ program: "env", args: [], cwd: tmpdir(), seconds: 60 });
  vi.unstubAllEnvs();
  expect(stdout.includes(`${name}=`)).toBe(given);
});
