/**
 * cosign in its container: each call anew, since an answer of the cache would be that of an earlier
 * registry. Keys, passwords and tokens are the engine's secrets: in no layer, blotted out of its logs.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Container,
  dag,
  type File,
  ReturnType,
  type Secret,
  type Service,
} from "@dagger.io/dagger";
import { fail, ok, type Result } from "../core/result.ts";
import { type ProgramEnd, whyFailed } from "../core/why-failed.ts";
import type { Images } from "../images.ts";
import type { RegistryAccess } from "../registry/access.ts";
import { type CosignCall, type CosignEnd, cosignOver } from "../registry/cosign.ts";
import { whatFailed } from "./failure.ts";
import { directoryOf } from "./files.ts";
import type { Login } from "./publish.ts";
import { newSecret, textOf } from "./secrets.ts";
import { IN, OUT } from "./wrapper.ts";

/** What signs. Without a key: an identity token, for which the public services give a certificate. */
export interface SigningSecrets {
  readonly key?: Secret | undefined;
  readonly keyPassword?: Secret | undefined;
  readonly identityToken?: Secret | undefined;
}

export interface CosignAccess extends SigningSecrets {
  readonly images: Images;
  /** Host of the registry, with its port where it has one. */
  readonly registry: string;
  readonly login: Login;
  readonly publicKey?: File | undefined;
  /** Stands under the registry's name, where only the caller's host reaches it. */
  readonly service: Service | undefined;
  readonly say: (line: string) => void;
}

/** The private key, as cosign is told to find it. */
export const KEY = "env://GREENGATE_KEY";
/** The public key's file, where it is given. */
export const PUBLIC_KEY = "/greengate/cosign.pub";
const DOCKER = "/greengate/docker";
const PRINTED = `${OUT}/printed`;
/** What docker's configuration calls its own registry. */
const DOCKER_HUB = "https://index.docker.io/v1/";

export function cosignAccess(access: CosignAccess): RegistryAccess {
  const fileAt = (name: string) => `${IN}/${name}`;
  const run = async (call: CosignCall) => ended(await prepared(access, call));
  return {
    say: access.say,
    cosign: async () => ok(cosignOver({ fileAt, run })),
    digestOf: async (name) => {
      const args = ["triangulate", "--type", "digest", name];
      return digestSaid(name, await run({ signs: false, args, files: {} }));
    },
  };
}

function digestSaid(name: string, end: CosignEnd): Result<string> {
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(end.stdout.trim())?.[1];
  if (end.exitCode === 0 && digest !== undefined) return ok(digest);
  return fail({
    code: "registry.failed",
    message: `cosign could not find ${name}: ${whyFailed(end)}`,
    hint: "Check the image's name, --username and --password.",
  });
}

async function prepared(
  access: CosignAccess,
  { signs, args, files }: CosignCall,
): Promise<Container> {
  const { images, registry, login, publicKey, service } = access;
  let ready = dag
    .container()
    .from(images.cosign)
    // Its own user could not read what is mounted.
    .withUser("0")
    .withMountedTemp("/tmp")
    .withEnvVariable("HOME", "/tmp")
    .withEnvVariable("GREENGATE_CALL", randomUUID())
    .withDirectory(OUT, dag.directory());
  if (Object.keys(files).length > 0) ready = ready.withMountedDirectory(IN, directoryOf(files));
  if (publicKey) ready = ready.withMountedFile(PUBLIC_KEY, publicKey);
  if (service) ready = ready.withServiceBinding(registry.replace(/:\d+$/, ""), service);
  const auth = await dockerConfig(registry, login);
  if (auth) {
    ready = ready
      .withMountedSecret(`${DOCKER}/config.json`, auth)
      .withEnvVariable("DOCKER_CONFIG", DOCKER);
  }
  if (signs) ready = await withSecrets(ready, access);
  const options = { useEntrypoint: true, redirectStdout: PRINTED, expect: ReturnType.Any };
  return ready.withExec([...args], options);
}

async function withSecrets(container: Container, secrets: SigningSecrets): Promise<Container> {
  const { key, keyPassword, identityToken } = secrets;
  let ready = container;
  if (key) ready = ready.withSecretVariable("GREENGATE_KEY", key);
  if (identityToken) {
    const token = newSecret(await textOf(identityToken));
    ready = ready.withSecretVariable("SIGSTORE_ID_TOKEN", token);
  }
  // Where it is absent cosign asks a terminal for it.
  if (!keyPassword) return ready.withEnvVariable("COSIGN_PASSWORD", "");
  return ready.withSecretVariable("COSIGN_PASSWORD", newSecret(await textOf(keyPassword)));
}

/** Docker's configuration with that one login, a secret as a whole. */
async function dockerConfig(
  registry: string,
  { username, password }: Login,
): Promise<Secret | undefined> {
  if (username === undefined || password === undefined) return undefined;
  const pair = Buffer.from(`${username}:${await textOf(password)}`).toString("base64");
  const host = registry === "docker.io" ? DOCKER_HUB : registry;
  const config = JSON.stringify({ auths: { [host]: { auth: pair } } });
  return newSecret(config);
}

/** How it ended; what it printed comes as a file, since an exec's output is echoed into the log. */
async function ended(container: Container): Promise<CosignEnd> {
  try {
    const folder = mkdtempSync(join(tmpdir(), "greengate-"));
    const [exitCode, stderr] = [await container.exitCode(), await container.stderr()];
    await container.file(PRINTED).export(join(folder, "printed"));
    const stdout = readFileSync(join(folder, "printed"), "utf8");
    return { exitCode, stdout, ...said(stderr || stdout) };
  } catch (error) {
    return { exitCode: -1, stdout: "", ...said(whatFailed(error).reason) };
  }
}

const said = (text: string): Omit<ProgramEnd, "exitCode"> => ({
  tail: text.trim().split("\n").slice(-5).join("\n"),
  timedOut: false,
});
