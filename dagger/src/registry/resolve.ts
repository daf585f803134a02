/** The digest that a name stands for. One that bears a digest is believed: cosign asks for that image. */
import { ok, type Result } from "../core/result.ts";
import type { RegistryAccess } from "./access.ts";
import type { Target } from "./reference.ts";

export async function resolveDigest(
  access: RegistryAccess,
  { repository, tag, digest }: Target,
): Promise<Result<string>> {
  return digest === undefined ? access.digestOf(`${repository}:${tag}`) : ok(digest);
}
