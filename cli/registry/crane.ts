/** Copies an image to a registry without changing a byte of it: crane keeps digests. */
import { fail, ok, type Problem, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { refusalHint } from "../../dagger/src/registry/refusal.ts";
import { type Ended, exec } from "../host/exec.ts";
import { environment } from "./environment.ts";

const SECONDS = 1800;
const HINT = "Log in with `docker login` or `crane auth login`, and check the image's name.";

export interface Crane {
  /** Pushes the one image of an OCI layout, by its digest and under no tag yet. */
  push(layout: string, byDigest: string): Promise<Result<undefined>>;
  tag(byDigest: string, tag: string): Promise<Result<undefined>>;
  /** The digest that the registry has under that name. */
  digest(name: string): Promise<Result<string>>;
}

export function crane(program: string, cwd: string): Crane {
  const run = (...args: string[]) =>
    exec({ program, args, cwd, seconds: SECONDS, env: environment("registry") });
  return {
    push: async (layout, name) => done(await run("push", layout, name), `push ${name}`),
    tag: async (name, tag) => done(await run("tag", name, tag), `tag ${name}`),
    digest: async (name) => {
      const ended = await run("digest", name);
      const digest = ended.stdout.trim();
      if (ended.exitCode !== 0) return fail(problem(ended, `find ${name}`));
      return /^sha256:[0-9a-f]{64}$/.test(digest) ? ok(digest) : fail(problem(ended, "tell it"));
    },
  };
}

function done(ended: Ended, what: string): Result<undefined> {
  return ended.exitCode === 0 ? ok(undefined) : fail(problem(ended, what));
}

function problem(ended: Ended, what: string): Problem {
  return {
    code: "registry.failed",
    message: `crane could not ${what}: ${whyFailed(ended)}`,
    hint: refusalHint(ended.tail) ?? HINT,
  };
}
