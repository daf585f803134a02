/**
 * `node scripts/propose-advisories.ts`: where the built-in advisories differ from what is committed,
 * a pull request with that file and nothing else, from the branch `advisories`. One that is open
 * already gets the newer file. Needs git, GitHub's gh and GH_TOKEN, and no package of npm: it runs
 * with a right to write (.github/workflows/advisories.yml).
 */
import { execFileSync } from "node:child_process";

const FILE = "dagger/src/scanners/runtime/built-in.ts";
const BRANCH = "advisories";
const TITLE = "The runtimes' advisories are those of today";
const BODY = `Made by \`npm run runtime:advisories\` from clones of their sources, whose commits the file names.
The tests that concern it passed where it was made.

GitHub runs no checks on a pull request that its own token opened: close it and open it again.`;

const WHO = [
  "user.name=github-actions[bot]",
  "user.email=github-actions[bot]@users.noreply.github.com",
];
// The token is asked for by git when it pushes, and is in no file.
const SETTINGS = [...WHO, "credential.helper=!gh auth git-credential"].flatMap((each) => [
  "-c",
  each,
]);

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
const git = (...args: string[]): string => run("git", ...SETTINGS, ...args);

function propose(): string {
  if (git("status", "--porcelain", "--", FILE) === "") return "They are those of their sources.";
  git("switch", "--quiet", "--force-create", BRANCH);
  git("commit", "--quiet", "--message", TITLE, "--", FILE);
  git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${BRANCH}`);
  const open = ["--state", "open", "--json", "url", "--jq", ".[].url"];
  const there = run("gh", "pr", "list", "--head", BRANCH, ...open);
  if (there !== "") return `${there} has the newer file.`;
  return run(
    "gh",
    "pr",
    "create",
    "--base",
    "main",
    "--head",
    BRANCH,
    "--title",
    TITLE,
    "--body",
    BODY,
  );
}

console.log(propose());
