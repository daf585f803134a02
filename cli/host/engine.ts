/** The container engine of this host: builds the image, saves it, serves it on loopback only. */

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { newContainer } from "./container.ts";
import { type Ended, exec } from "./exec.ts";
import type { Host } from "./host.ts";

export interface Engine {
  readonly program: "docker" | "podman" | "buildah";
  readonly version: string;
}

const BUILD_SECONDS = 1800;
const ARCHIVE =
  "or give the image as an archive with --image (`docker save IMAGE -o image.tar` makes one): trivy-image then needs no engine; test, runtime and zap-baseline do even so.";
const INSTALL = `Install docker, podman or buildah, ${ARCHIVE}`;
const NOT_THERE = 127;

/** The first engine that answers: a docker command without its daemon does not. */
export async function findEngine(cwd: string): Promise<Result<Engine>> {
  const silent: string[] = [];
  for (const program of ["docker", "podman", "buildah"] as const) {
    const info = await exec({ program, args: ["info"], cwd, seconds: 20 });
    if (info.exitCode !== 0) {
      const why = whyFailed({ ...info, tail: info.tail.split("\n")[0] ?? "" });
      const silence = `${program} is on this host and does not answer: ${why}`;
      if (info.exitCode !== NOT_THERE) silent.push(silence);
      continue;
    }
    const { stdout } = await exec({ program, args: ["--version"], cwd, seconds: 20 });
    return ok({ program, version: /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? "unknown" });
  }
  if (silent.length > 0) {
    const hint = `Start it, ${ARCHIVE}`;
    return fail({ code: "engine.silent", message: silent.join("; "), hint });
  }
  const message = "No container engine answers on this host.";
  return fail({ code: "engine.missing", message, hint: INSTALL });
}

/** Builds one target of the Dockerfile under a name of its own. */
export async function buildTarget(
  { source, work, images }: Host,
  { program }: Engine,
  { path, dockerfile, buildArgs }: Policy["service"],
  target: string | undefined,
): Promise<{ name: string; ended: Ended; args: string[] }> {
  const name = `greengate.local/${randomBytes(8).toString("hex")}`;
  const args = [
    "build",
    "--file",
    join(source, path, dockerfile),
    "--tag",
    name,
    ...(target === undefined ? [] : ["--target", target]),
    ...Object.entries(buildArgs).flatMap(([key, value]) => ["--build-arg", `${key}=${value}`]),
    join(source, path),
  ];
  images.add(name);
  const ended = await exec({ program, args, cwd: work, seconds: BUILD_SECONDS });
  return { name, ended, args };
}

/** Removes the images that the run built; their layers stay for as long as the engine keeps them. */
export async function removeImages({ work, images }: Host, { program }: Engine): Promise<void> {
  if (images.size === 0) return;
  await exec({ program, args: ["rmi", "--force", ...images], cwd: work, seconds: 120 });
}

/** Writes the image to an archive that Trivy and `verifyArchive` read. */
export function save({ work }: Host, { program }: Engine, name: string, file: string) {
  const args = {
    docker: ["save", "--output", file, name],
    podman: ["save", "--format", "docker-archive", "--output", file, name],
    buildah: ["push", name, `docker-archive:${file}`],
  }[program];
  return exec({ program, args, cwd: work, seconds: 600 });
}

/** Takes an archive into the engine. @returns the name to run it by */
export async function load({ work }: Host, { program }: Engine, file: string) {
  const ended = await exec({ program, args: ["load", "--input", file], cwd: work, seconds: 600 });
  const name = /Loaded image(?:\(s\))?(?: ID)?: (\S+)/.exec(ended.stdout)?.[1];
  return ended.exitCode === 0 && name !== undefined
    ? ok(name)
    : fail({ code: "engine.load", message: whyFailed(ended), hint: INSTALL });
}

export interface Served {
  /** http://127.0.0.1:port */
  readonly url: string;
  /** The last lines that the service logged. */
  log(): Promise<string>;
  /** Ports that its image EXPOSEs; none where that can't be told. */
  exposed(): Promise<number[]>;
  stop(): Promise<void>;
}

/** Starts the image on a free port of the loopback interface. */
export async function serve(
  { work }: Host,
  { program }: Engine,
  name: string,
  { port, env }: Policy["service"],
): Promise<Result<Served>> {
  const run = (args: string[]) => exec({ program, args, cwd: work, seconds: 60 });
  const box = newContainer(program, work);
  const variables = Object.entries(env).flatMap(([key, value]) => ["--env", `${key}=${value}`]);
  const started = await run([
    "run",
    "--detach",
    "--name",
    box.name,
    "--publish",
    `127.0.0.1::${port}`,
    ...variables,
    name,
  ]);
  const bound = await run(["port", box.name, `${port}/tcp`]);
  const at = /^127\.0\.0\.1:\d+/m.exec(bound.stdout)?.[0];
  if (started.exitCode !== 0 || at === undefined) {
    await box.remove();
    const message = `The service did not start: ${whyFailed(started.exitCode === 0 ? bound : started)}`;
    return fail({
      code: "service.not-started",
      message,
      hint: "Start the image by hand and look.",
    });
  }
  const log = async () => (await run(["logs", "--tail", "5", box.name])).log.trim();
  const exposed = async () => {
    const format = "{{range $port, $_ := .Config.ExposedPorts}}{{$port}} {{end}}";
    const { stdout } = await run(["image", "inspect", "--format", format, name]);
    return [...stdout.matchAll(/(\d+)\/tcp/g)].map(([, port]) => Number(port));
  };
  return ok({ url: `http://${at}`, log, exposed, stop: box.remove });
}
