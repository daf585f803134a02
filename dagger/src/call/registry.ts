/**
 * What a call about a registry does besides its own work: it reads its arguments and ends in the
 * words that the command line ends in. A call fails by throwing, whatever the command's exit code.
 */
import type { File, Secret, Service } from "@dagger.io/dagger";
import type { Result } from "../core/result.ts";
import { parseDuration } from "../core/time.ts";
import type { Images } from "../images.ts";
import { forLog } from "../outputs/shared/inert.ts";
import type { RegistryAccess } from "../registry/access.ts";
import type { Verb } from "../registry/attach.ts";
import type { Signer, SigningKey } from "../registry/cosign.ts";
import { parseTarget, type Target } from "../registry/reference.ts";
import { isUnreached } from "../registry/refusal.ts";
import { cosignAccess, KEY, PUBLIC_KEY, type SigningSecrets } from "../stages/cosign.ts";
import { orThrow } from "./call.ts";

export interface RegistryLogin {
  readonly username: string | undefined;
  readonly password: Secret | undefined;
  readonly registryService: Service | undefined;
}

export interface RegistryCall extends RegistryLogin, SigningSecrets {
  readonly images: Images;
  readonly ref: string;
  /** Of who must have signed. */
  readonly publicKey?: File | undefined;
}

const MOST = 600;

/**
 * Runs a command about a registry.
 * @throws Error with what stands behind its end, what stopped it, and its hint
 */
export async function inRegistry(
  { ref, username, password, registryService: service, ...rest }: RegistryCall,
  command: (access: RegistryAccess, target: Target) => Promise<Result<string>>,
): Promise<string> {
  const target = orThrow(parseTarget(ref));
  const lines: string[] = [];
  const say = (line: string) => void lines.push(forLog(line, MOST));
  const { registry } = target;
  const access = cosignAccess({ ...rest, registry, login: { username, password }, service, say });
  const ended = await command(access, target);
  if (!ended.ok) {
    const { code, message, hint } = ended.error;
    say(`${message} [${code}]`);
    say(hint);
    if (isUnreached(message) && !service) {
      say("A registry that only this host reaches is named with --registry-service.");
    }
    throw new Error(`\n${lines.join("\n")}\n`);
  }
  for (const line of lines) console.log(line);
  return ended.value;
}

/** @returns milliseconds */
export function maxAgeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new Error(`--max-age is no duration: ${text} Write it like 24h or 7d.\n`);
}

/** @throws Error where it is not plain who signs */
export function signingKey(verb: Verb, { key, identityToken }: SigningSecrets): SigningKey {
  if (key && identityToken) throw new Error("Give --key or --identity-token, not both.\n");
  if (!key && !identityToken) throw new Error(`${verb} needs --key or --identity-token\n`);
  return key ? KEY : undefined;
}

/** @throws Error where it is not plain who must have signed */
export function signerOf(
  key: File | undefined,
  identity: string | undefined,
  issuer: string | undefined,
): Signer {
  if (key && identity === undefined && issuer === undefined) return { key: PUBLIC_KEY };
  if (!key && identity !== undefined && issuer !== undefined) return { identity, issuer };
  throw new Error(
    "verify needs --key, or --certificate-identity and --certificate-oidc-issuer. " +
      "Who must have signed it? Without that, anybody's signature would do.\n",
  );
}
