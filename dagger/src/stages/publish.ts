/**
 * Pushes the very container that was built, scanned and judged in this call. An import of its archive
 * or a rebuild would change the digest, and so does an engine that answered the scan with an archive
 * it had kept and has lost the layers since (seen with 0.21.8 after a restart). So it is pushed under
 * no tag first; only what has the scanned digest gets one.
 */
import type { Container, Secret } from "@dagger.io/dagger";
import type { RunRecords } from "../core/run-record.ts";
import type { Reference } from "../registry/reference.ts";
import { refusalHint } from "../registry/refusal.ts";
import { whatFailed } from "./failure.ts";
import type { Image } from "./image.ts";
import { newSecret, textOf } from "./secrets.ts";

export interface Login {
  /** The registry's user; none where it asks for none. */
  readonly username: string | undefined;
  /** Stays the engine's secret: it is in no log and in no layer. */
  readonly password: Secret | undefined;
}

/**
 * @param records the records of the run that was judged
 * @returns the reference with the digest, which is the scanned one
 * @throws Error where the pushed image has another digest; no tag names it then
 */
export async function publishImage(
  image: Image,
  { image: scanned }: RunRecords,
  { registry, repository, tag }: Reference,
  { username, password }: Login,
): Promise<string> {
  const digest = scanned?.manifest;
  if (digest === undefined) throw new Error("no stage looked at the image\n");
  let container: Container = image.container;
  if (username !== undefined && password !== undefined) {
    const secret = newSecret(await textOf(password));
    container = container.withRegistryAuth(registry, username, secret);
  }
  for (const name of [`${repository}@${digest}`, `${repository}:${tag}`]) {
    const pushed = await push(container, name);
    if (!pushed.endsWith(`@${digest}`)) {
      throw new Error(
        `the engine pushed ${pushed}, but ${digest} was scanned: no deploy of it\n` +
          "Keep the scanned image with `report --keep-image`, and push that: `greengate publish`.\n",
      );
    }
  }
  return `${repository}:${tag}@${digest}`;
}

async function push(container: Container, name: string): Promise<string> {
  try {
    return await container.publish(name);
  } catch (error) {
    const { reason } = whatFailed(error);
    const hint = "Check the reference, and that --username and --password may push there.";
    throw new Error(`${name} was not pushed: ${reason}\n${refusalHint(reason) ?? hint}\n`);
  }
}
