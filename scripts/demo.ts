/** `npm run demo`: three verdicts over recorded real reports, and the HTML of each. */
import { spawnSync } from "node:child_process";

/** Shortly after the reports were recorded, so that their database still counts as fresh. */
const NOW = "2026-11-24T23:30:00Z";

for (const [name, expected] of [
  ["pass", 0],
  ["block", 1],
  ["incomplete", 3],
] as const) {
  const policy = ["--policy", "examples/greengate.yaml", "--now", NOW];
  const args = ["evaluate", `examples/${name}`, ...policy];
  const out = ["--out", `demo/${name}`];
  console.log(`\n$ greengate ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, ["dist/cli/main.mjs", ...args, ...out], {
    stdio: "inherit",
  });
  console.log(`exit code ${status}; the report: demo/${name}/report.html`);
  if (status !== expected) process.exitCode = 3;
}
