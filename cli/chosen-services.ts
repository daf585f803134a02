/** Which of several services a gate runs: all, those that are named, or those that changed. */
import type { Policy } from "../dagger/src/core/policy.ts";
import { changedServices } from "../dagger/src/core/services.ts";
import { commitOf } from "./git.ts";
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
  const { git, commit } = commitOf(source, "--changed-since", ref);
  // A submodule's other commit is a change too, even where .gitmodules wants it ignored.
  const how = ["--name-only", "--relative", "--no-renames", "--ignore-submodules=none", "-z"];
  return [
    ...git("diff", ...how, commit).split("\0"),
    ...git("ls-files", "--others", "--exclude-standard", "-z").split("\0"),
  ].filter(Boolean);
}
