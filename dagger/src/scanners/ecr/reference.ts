/** A pushed image by digest, and what its name tells of the registry: account and region. */
import { fail, ok, type Result } from "../../core/result.ts";

export interface EcrImage {
  readonly repository: string;
  /** The manifest's digest: a tag may have moved since the push. */
  readonly digest: string;
  readonly region: string;
  /** The account; without one AWS takes the caller's own. */
  readonly registryId?: string;
  /** A private endpoint of the ECR API; AWS's public one where there is none. */
  readonly endpointUrl?: string;
}

export interface EcrOptions {
  readonly region?: string | undefined;
  readonly registryId?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

const REFERENCE =
  /^([a-z0-9.-]+(?::\d+)?)\/([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::[\w.-]+)?@(sha256:[0-9a-f]{64})$/;
/** ACCOUNT.dkr.ecr.REGION.amazonaws.com, its FIPS and dual-stack forms, and China's. */
const HOST = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/**
 * @param reference HOST/REPOSITORY[:TAG]@sha256:…, as a push answered
 * @param options what the host's name does not tell, or what is to count instead
 */
export function ecrImage(reference: string, options: EcrOptions = {}): Result<EcrImage> {
  const [, host = "", repository = "", digest = ""] = REFERENCE.exec(reference) ?? [];
  if (digest === "") {
    const hint = "Give HOST/REPOSITORY@sha256:…: only a digest says which image was pushed.";
    return no("reference", `${reference} is no image by digest.`, hint);
  }
  const [, account, place] = HOST.exec(host) ?? [];
  const region = options.region ?? place;
  const registryId = options.registryId ?? account;
  if (region === undefined || !REGION.test(region)) {
    const message = region === undefined ? `${host} names no region.` : `No region: ${region}.`;
    return no("region", message, "Give the registry's region, like eu-central-1.");
  }
  if (registryId !== undefined && !/^\d{12}$/.test(registryId)) {
    return no("account", `No account: ${registryId}.`, "Give its 12 digits.");
  }
  const { endpointUrl } = options;
  if (endpointUrl !== undefined && !isEndpoint(endpointUrl)) {
    const hint = "Give http(s)://HOST[:PORT], without a user or password.";
    return no("endpoint", "The endpoint is no such URL.", hint);
  }
  return ok({
    repository,
    digest,
    region,
    ...(registryId !== undefined && { registryId }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  });
}

/** A password in it would come into arguments and records. */
function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

const no = (what: string, message: string, hint: string): Result<never> =>
  fail({ code: `ecr.${what}`, message, hint });
