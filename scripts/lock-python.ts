/**
 * `npm run lock:python`: pins the Python scanners, and what checks our CI files, anew, with a hash
 * for every file that pip may take. Needs uv (https://docs.astral.sh/uv/) on PATH.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/** By folder of dagger/src/scanners. */
const SCANNERS = {
  bandit: "bandit==1.9.4",
  semgrep: "semgrep==1.182.0",
  "pip-audit": "pip-audit==2.10.1",
  ecr: "awscli==1.46.3",
};
/** zizmor asks for Python 3.11. */
const CHECKS = {
  zizmor: "zizmor==1.32.0",
  "check-jsonschema": "check-jsonschema==0.39.0",
};

if (spawnSync("uv", ["--version"]).status !== 0) {
  console.error("uv is not on this host. Install it: https://docs.astral.sh/uv/");
  process.exit(2);
}

function lock(requirement: string, python: string): string {
  return execFileSync(
    "uv",
    [
      ...["pip", "compile", "-", "--generate-hashes", "--universal", "--python-version", python],
      ...["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"],
    ],
    { input: `${requirement}\n`, encoding: "utf8" },
  );
}

for (const [folder, requirement] of Object.entries(SCANNERS)) {
  const [name] = requirement.split("==");
  const locked = lock(requirement, "3.10").replaceAll("\\\n", "\\\\\n");
  const header = `/** Everything that ${name} needs, by hash. Made by \`npm run lock:python\`. */\n`;
  writeFileSync(
    `dagger/src/scanners/${folder}/requirements.ts`,
    `${header}export const requirements = \`\\\n${locked}\`;\n`,
  );
}
for (const [name, requirement] of Object.entries(CHECKS)) {
  const header = `# Everything that ${name} needs, by hash. Made by \`npm run lock:python\`.\n`;
  writeFileSync(`test/ci/tools/${name}.txt`, header + lock(requirement, "3.11"));
}
