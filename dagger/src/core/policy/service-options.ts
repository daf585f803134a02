/** The service as arguments of a call describe it, laid over what the policy says. */

import { fail, ok, type Result } from "../result.ts";
import { type Policy, policySchema } from "./policy.ts";

export interface ServiceOptions {
  readonly dockerfile?: string | undefined;
  readonly target?: string | undefined;
  readonly port?: number | undefined;
  readonly health?: string | undefined;
  /** NAME=VALUE each. */
  readonly buildArgs?: readonly string[] | undefined;
  /** NAME=VALUE each. */
  readonly env?: readonly string[] | undefined;
  /** /path, or /path=STATUS, each. */
  readonly paths?: readonly string[] | undefined;
}

/**
 * @returns the effective policy; a problem where an argument is not what the policy would take, or
 *   says of several services what can only be said of one
 */
export function withService(policy: Policy, options: ServiceOptions): Result<Policy> {
  const { dockerfile, target, port, health, buildArgs = [], env = [], paths = [] } = options;
  const ofOne = Object.entries({
    dockerfile,
    target,
    port,
    health,
    paths: paths.length > 0 ? paths.map(visited) : undefined,
  }).filter(([, value]) => value !== undefined);
  const [wrong] = ofOne;
  if (policy.services && wrong) {
    return fail({
      code: "options.of-one-service",
      message: `${wrong[0]} can't be given for several services at once.`,
      hint: "Say it of each under services in the policy.",
    });
  }
  const bare = [...buildArgs, ...env].find((pair) => pair.indexOf("=") < 1);
  if (bare !== undefined) {
    return fail({
      code: "options.no-pair",
      message: `${bare}: give NAME=VALUE.`,
      hint: "A comma begins the next one: a value that has one is set in the policy.",
    });
  }
  const withArguments = <S extends Policy["service"]>(service: S) => ({
    ...service,
    ...Object.fromEntries(ofOne),
    buildArgs: { ...service.buildArgs, ...pairs(buildArgs) },
    env: { ...service.env, ...pairs(env) },
  });
  const parsed = policySchema.safeParse({
    ...policy,
    service: withArguments(policy.service),
    ...(policy.services && { services: policy.services.map(withArguments) }),
  });
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail({
    code: "options.not-valid",
    message: `${issue?.path.join(".")}: ${issue?.message}`,
    hint: "Look at the arguments of the call: they are laid over the policy.",
  });
}

const pairs = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

function visited(text: string): { path: string; status: number } {
  const [, path = text, status = "200"] = /^(.*)=(\d{3})$/.exec(text) ?? [];
  return { path, status: Number(status) };
}
