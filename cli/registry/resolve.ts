/** The digest that a name stands for. One that bears a digest is believed: cosign asks for that image. */
import { ok, type Result } from "../../dagger/src/core/result.ts";
import type { targetOf } from "./options.ts";
import type { Session } from "./session.ts";

export async function resolveDigest(
  session: Session,
  { repository, tag, digest }: ReturnType<typeof targetOf>,
): Promise<Result<string>> {
  if (digest !== undefined) return ok(digest);
  const crane = await session.crane();
  return crane.ok ? crane.value.digest(`${repository}:${tag}`) : crane;
}
