/**
 * `npm run lock:python`: pins the Python scanners anew, with a hash for every file that pip may
 * take. Needs uv (https://docs.astral.sh/uv/) on PATH.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const TOOLS = {
  bandit: "bandit==1.9.4",
  semgrep: "semgrep==1.182.0",
  "pip-audit": "pip-audit==2.10.1",
};

for (const [name, requirement] of Object.entries(TOOLS)) {
  const lock = execFileSync(
    "uv",
    [
      ...["pip", "compile", "-", "--generate-hashes", "--universal", "--python-version", "3.10"],
      ...["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"],
    ],
    { input: `${requirement}\n`, encoding: "utf8" },
  ).replaceAll("\\\n", "\\\\\n");
  const header = `/** Everything that ${name} needs, by hash. Made by \`npm run lock:python\`. */\n`;
  writeFileSync(
    `dagger/src/scanners/${name}/requirements.ts`,
    `${header}export const requirements = \`\\\n${lock}\`;\n`,
  );
}
