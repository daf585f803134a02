/** A policy of several services as one policy for each. */
import { posix } from "node:path";
import { fail, ok, type Result } from "../result.ts";
import type { Policy } from "./policy.ts";

/** Path of the service's Dockerfile in the source; undefined where it has no image. */
export function dockerfileOf({ path, dockerfile }: Policy["service"]): string | undefined {
  return dockerfile === NO_IMAGE ? undefined : posix.join(path, dockerfile);
}

/** Whether a file or folder is in a folder of the source, or is that. */
export const isInside = (path: string, folder: string): boolean =>
  folder === "." || path === folder || path.startsWith(`${folder}/`);

/** What `service.dockerfile` says of a service that ships no image. */
export const NO_IMAGE = "none";

/**
 * @returns the effective policy of each service, in the policy's order: the common one with what the
 *   service's own entry changes or adds; the policy itself where it lists no services
 */
export function servicePolicies(policy: Policy): Policy[] {
  const { services, ...common } = policy;
  if (!services) return [policy];
  return services.map(({ actions, drop, exceptions, ...service }) => ({
    ...common,
    service,
    actions: { ...common.actions, ...actions },
    drop: [...common.drop, ...drop],
    exceptions: [...common.exceptions, ...exceptions].filter(
      (exception) => exception.service === undefined || exception.service === service.name,
    ),
  }));
}

/**
 * @param names of the services that are asked for; none asks for all
 * @returns their effective policies, or a problem where a name is of no service
 */
export function askedServices(policy: Policy, names: readonly string[]): Result<Policy[]> {
  const policies = servicePolicies(policy);
  const known = policies.map(({ service }) => service.name);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const message = `No such service: ${stranger}.`;
    return fail({ code: "service.unknown", message, hint: `Services: ${known.join(", ")}.` });
  }
  return ok(policies.filter(({ service }) => names.length === 0 || names.includes(service.name)));
}

/**
 * @param files that changed, relative to the source
 * @returns names of the services that they touch. A file is a service's own only where it is in its
 *   folder and in none that others share: one outside of every folder, or of a folder that holds
 *   other services too, may be the policy, a rule or shared code, and touches all that it is around;
 *   so does what the policy itself names for every service, wherever that lies.
 */
export function changedServices(policy: Policy, files: readonly string[]): string[] {
  const services = servicePolicies(policy).map(({ service }) => service);
  const named = new Set(
    [...policy.semgrepRules, ...policy.vex].map((path) => posix.normalize(path)),
  );
  const touches = (file: string, service: Policy["service"]): boolean =>
    isInside(file, service.path) ||
    named.has(file) ||
    file === dockerfileOf(service) ||
    services
      .filter(({ path }) => isInside(file, path))
      .every(({ path }) => isInside(service.path, path));
  return services
    .filter((service) => files.some((file) => touches(file, service)))
    .map(({ name }) => name);
}
