/** Git in a repository of a test's own, as somebody who is named on any machine. */
import { execFileSync } from "node:child_process";

const SOMEBODY = ["user.name=t", "user.email=t@example.org", "tag.gpgSign=false"];

/** @returns runs Git there and gives what it prints, trimmed; throws where it fails */
export function gitIn(folder: string): (...args: string[]) => string {
  const who = SOMEBODY.flatMap((setting) => ["-c", setting]);
  return (...args) =>
    execFileSync("git", ["-C", folder, ...who, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
}

/** Makes a folder a repository whose branch main holds what lies there, and gives the folder. */
export function committed(folder: string): string {
  const git = gitIn(folder);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "first");
  return folder;
}
