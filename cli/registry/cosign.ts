/**
 * Signs and verifies with cosign. With a key nothing goes to a public log: the image's name may be
 * nobody's business. Keyless needs the log, and cosign's defaults for it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import { type Attestation, type Kind, PREDICATE } from "../../dagger/src/registry/statement.ts";
import { type Ended, exec } from "../host/exec.ts";
import { whyFailed } from "../host/host.ts";
import { environment } from "./environment.ts";

const SECONDS = 300;

/** A key's file or address; `undefined` for keyless. */
export type SigningKey = string | undefined;

/** Who must have signed. */
export type Signer =
  | { readonly key: string }
  | { readonly identity: string; readonly issuer: string };

export interface Cosign {
  sign(image: string, key: SigningKey): Promise<Result<undefined>>;
  attest(image: string, attestation: Attestation, key: SigningKey): Promise<Result<undefined>>;
  /** The statements of that kind which the signer signed; and what cosign said where there is none. */
  verified(image: string, kind: Kind, signer: Signer): Promise<Verified>;
}

export interface Verified {
  readonly statements: readonly unknown[];
  readonly said: string;
}

/** No service at all: no log, no certificate authority, no time stamp. */
const NO_SERVICES =
  '{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","rekorTlogConfig":{},"tsaConfig":{}}';
const NO_ROOTS = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}';

/** @param work an empty folder of ours */
export function cosign(program: string, work: string): Cosign {
  const run = (purpose: "signing" | "registry", args: readonly string[]) =>
    exec({ program, args, cwd: work, seconds: SECONDS, env: environment(purpose) });
  const signed = async (verb: string, key: SigningKey, args: readonly string[]) =>
    done(await run("signing", [verb, "--yes", ...keyArguments(work, key), ...args]), verb);
  return {
    sign: (image, key) => signed("sign", key, [image]),
    attest: (image, { kind, predicate }, key) => {
      const file = join(work, `${kind}.json`);
      writeFileSync(file, JSON.stringify(predicate));
      return signed("attest", key, ["--type", PREDICATE[kind], "--predicate", file, image]);
    },
    verified: async (image, kind, signer) => {
      // `cosign verify` takes any statement for a signature, a failed test's too (seen with 3.1.3).
      const args = ["--type", PREDICATE[kind], ...signerArguments(signer), image];
      const ended = await run("registry", ["verify-attestation", ...args]);
      const said = ended.tail.trim().split("\n").at(-1) ?? "";
      return ended.exitCode === 0
        ? { statements: payloads(ended.stdout), said: "" }
        : { statements: [], said };
    },
  };
}

function keyArguments(work: string, key: SigningKey): string[] {
  if (key === undefined) return [];
  const [config, roots] = [join(work, "signing-config.json"), join(work, "trusted-root.json")];
  writeFileSync(config, NO_SERVICES);
  writeFileSync(roots, NO_ROOTS);
  return ["--key", key, "--signing-config", config, "--trusted-root", roots];
}

function signerArguments(signer: Signer): string[] {
  if ("key" in signer) return ["--key", signer.key, "--insecure-ignore-tlog=true"];
  const { identity, issuer } = signer;
  return ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
}

const envelope = z.object({ payload: z.base64() });

/** One envelope a line; what is none proves nothing and is left out. */
function payloads(printed: string): unknown[] {
  return printed.split("\n").flatMap((line) => {
    try {
      const { payload } = envelope.parse(JSON.parse(line));
      return [JSON.parse(Buffer.from(payload, "base64").toString("utf8")) as unknown];
    } catch {
      return [];
    }
  });
}

function done(ended: Ended, verb: string): Result<undefined> {
  if (ended.exitCode === 0) return ok(undefined);
  return fail({
    code: `cosign.${verb}`,
    message: `cosign could not ${verb}: ${whyFailed(ended)}`,
    hint: "Check the key and COSIGN_PASSWORD, or the CI's identity token.",
  });
}
