/**
 * Signs and verifies with cosign. With a key nothing goes to a public log: the image's name may be
 * nobody's business. Keyless needs the log, and cosign's defaults for it.
 */
import { z } from "zod";
import { fail, ok, type Result } from "../core/result.ts";
import { type ProgramEnd, whyFailed } from "../core/why-failed.ts";
import { isUnreached, refusalHint } from "./refusal.ts";
import { type Attestation, type Kind, PREDICATE } from "./statement.ts";

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

interface Verified {
  readonly statements: readonly unknown[];
  readonly said: string;
}

/** One run of cosign. */
export interface CosignCall {
  /** Whether it needs the key's password and the identity token. */
  readonly signs: boolean;
  readonly args: readonly string[];
  /** What it reads, name → content. */
  readonly files: Readonly<Record<string, string>>;
}

export interface CosignEnd extends ProgramEnd {
  readonly stdout: string;
}

export interface CosignRunner {
  /** Where a call finds its file of that name. */
  readonly fileAt: (name: string) => string;
  /** Never throws: what can't be run has an exit code too. */
  readonly run: (call: CosignCall) => Promise<CosignEnd>;
}

/** No service at all: no log, no certificate authority, no time stamp. */
const OFFLINE = {
  "signing-config.json":
    '{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json","rekorTlogConfig":{},"tsaConfig":{}}',
  "trusted-root.json": '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
} as const;

export function cosignOver({ fileAt, run }: CosignRunner): Cosign {
  const signed = async (
    verb: string,
    key: SigningKey,
    args: readonly string[],
    reads: CosignCall["files"],
  ): Promise<Result<undefined>> => {
    const files = key === undefined ? reads : { ...reads, ...OFFLINE };
    const all = [verb, "--yes", ...keyArguments(key, fileAt), ...args];
    return done(await run({ signs: true, args: all, files }), verb);
  };
  return {
    sign: (image, key) => signed("sign", key, [image], {}),
    attest: (image, { kind, predicate }, key) => {
      const name = `${kind}.json`;
      const args = ["--type", PREDICATE[kind], "--predicate", fileAt(name), image];
      return signed("attest", key, args, { [name]: JSON.stringify(predicate) });
    },
    verified: async (image, kind, signer) => {
      // `cosign verify` takes any statement for a signature, a failed test's too (seen with 3.1.3).
      const wanted = ["--type", PREDICATE[kind], ...signerArguments(signer), image];
      const args = ["verify-attestation", ...wanted];
      const ended = await run({ signs: false, args, files: {} });
      const lines = ended.tail.trim().split("\n");
      const said = lines.find(isUnreached) ?? lines.at(-1) ?? "";
      return ended.exitCode === 0
        ? { statements: payloads(ended.stdout), said: "" }
        : { statements: [], said };
    },
  };
}

function keyArguments(key: SigningKey, fileAt: CosignRunner["fileAt"]): string[] {
  if (key === undefined) return [];
  const [config, roots] = [fileAt("signing-config.json"), fileAt("trusted-root.json")];
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

const HINT =
  "Check the key and its password (COSIGN_PASSWORD, or Dagger's --key-password) or the CI's " +
  "identity token, and the login at the registry.";

function done(ended: CosignEnd, verb: string): Result<undefined> {
  if (ended.exitCode === 0) return ok(undefined);
  return fail({
    code: `cosign.${verb}`,
    message: `cosign could not ${verb}: ${whyFailed(ended)}`,
    hint: refusalHint(ended.tail) ?? HINT,
  });
}
