/** Which of several services a gate runs: all, those that are named, or those that changed. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { changedServices, servicePolicies } from "../../dagger/src/core/policy/services.ts";
import { UsageError } from "../usage-error.ts";
import { commitOf } from "./git.ts";
import { namedServices } from "./narrowing.ts";

interface Chosen {
  /** Absent: all of them. */
  readonly services?: readonly string[];
  /** Why the others are left out. */
  readonly leftOut?: string;
}

export function chosenServices(
  given: { service?: string; "changed-since"?: string; policy?: string },
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
  const changed = changedFiles(source, ref, policy);
  // One that lies in a service's folder is every service's all the same.
  const own = given.policy !== undefined && relative(source, resolve(given.policy));
  const services = changed.some((path) => path === own)
    ? servicePolicies(policy).map(({ service }) => service.name)
    : changedServices(policy, changed);
  return { services, leftOut: `none of its files changed since ${ref}` };
}

/**
 * Every file that differs from the commit, committed or not, and every new one; links too. What git
 * was told to pass over, or knows nothing of, it can't tell to be as it was.
 */
function changedFiles(source: string, ref: string, policy: Policy): string[] {
  const { git, commit } = commitOf(source, "--changed-since", ref);
  const lines = (...args: string[]) =>
    git(...args, "-z")
      .split("\0")
      .filter(Boolean);
  // A submodule's other commit is a change too, even where .gitmodules wants it ignored.
  const how = ["--name-only", "--relative", "--no-renames", "--ignore-submodules=none"];
  const known = lines("ls-files", "-v").map((line) => ({
    tag: line[0] ?? "",
    path: line.slice(2),
  }));
  // By --assume-unchanged or --skip-worktree; what a sparse checkout leaves out is not here.
  const passedOver = known.filter(
    ({ tag, path }) => /[a-zS]/.test(tag) && existsSync(join(source, path)),
  );
  const folders = servicePolicies(policy).map(({ service }) => `${service.path}/`);
  const unknown = folders.filter(
    (folder) => !known.some(({ path }) => folder === "./" || `${path}/`.startsWith(folder)),
  );
  return [
    ...lines("diff", ...how, commit),
    ...lines("ls-files", "--others", "--exclude-standard"),
    ...passedOver.map(({ path }) => path),
    ...unknown,
  ];
}
