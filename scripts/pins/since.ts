/** How long something has been pinned as it is: since the commit that brought it. */
import { execFileSync } from "node:child_process";
import { inWords } from "../../dagger/src/core/time.ts";

/**
 * @param needle a digest or version, as it stands in the file
 * @returns undefined where no commit holds it: not committed yet, or no history here
 */
export function pinnedFor(needle: string, file: string, now: number): string | undefined {
  try {
    const args = ["log", "--format=%ct", `-S${needle}`, "--", file];
    const commits = execFileSync("git", args, { encoding: "utf8", stdio: "pipe" });
    // The newest change of how often the file has it: with a moved line that is too young, never too old.
    const [last = ""] = commits.split("\n");
    return last === "" ? undefined : inWords(now - Number(last) * 1000);
  } catch {
    return undefined;
  }
}
