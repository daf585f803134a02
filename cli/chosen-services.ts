/** Which of several services a gate runs: all, those that are named, or those that changed. */
import { execFileSync } from "node:child_process";
import type { Policy } from "../dagger/src/core/policy.ts";
import { changedServices } from "../dagger/src/core/services.ts";
import { namedServices } from "./narrowing.ts";
import { UsageError } from "./usage.ts";

interface Chosen {
  /** Absent: all of them. */
  readonly services?: readonly string[];
  /** Why the others are left out. */
  readonly leftOut?: string;
}

export function chosenServices(
  given: { service?: string; "changed-since"?: string },
  policy: Policy,
  source: string,
): Chosen {
  const { service, "changed-since": ref } = given;
  if (ref === undefined) {
    const services = namedServices(service, policy);
    return services ? { services, leftOut: "not named by --service" } : {};
  }
  if (service !== undefined)
    throw new UsageError("--service and --changed-since: give one of them");
  if (!policy.services) throw new UsageError("--changed-since: the policy lists no services");
  const services = changedServices(policy, changedFiles(source, ref));
  return { services, leftOut: `none of its files changed since ${ref}` };
}

/** Every file that differs from the commit, committed or not, and every new one; links too. */
function changedFiles(source: string, ref: string): string[] {
  const git = (...args: string[]) => {
    try {
      const options = { cwd: source, encoding: "utf8", stdio: "pipe" } as const;
      return execFileSync("git", args, options).split("\0").filter(Boolean);
    } catch (error) {
      const said = String((error as { stderr?: unknown }).stderr ?? (error as Error).message);
      throw new UsageError(`--changed-since ${ref}: ${said.trim()}`, "Name a commit git knows.");
    }
  };
  return [
    ...git("diff", "--name-only", "--relative", "--no-renames", "-z", "--end-of-options", ref),
    ...git("ls-files", "--others", "--exclude-standard", "-z"),
  ];
}
