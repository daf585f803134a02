/**
 * Verifies an image archive (`docker save`, or the tar that BuildKit exports, which is an OCI layout
 * too) before it is scanned. Trivy checks no digest of what it reads: with layers swapped under the
 * same names it scans another image and reports the old image's id (measured, Trivy 0.76).
 * Formats: https://github.com/moby/docker-image-spec, https://github.com/opencontainers/image-spec
 */
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { fail, ok, type Result } from "../core/result.ts";
import { checkKeys, checkLayers } from "./check-manifests.ts";
import { decompressor } from "./compression.ts";
import { readEntry, sha256Of, streamEntry, type TarEntry, tarEntries } from "./tar.ts";

export interface ImageIdentity {
  /** Digest of the image's configuration: what docker and Trivy call the image id. */
  readonly config: string;
  /** Digest of the manifest, where the archive has one: what a registry names it by. */
  readonly manifest?: string;
  /** Whom it starts as, as its configuration has it: `""` is root. */
  readonly user: string;
}

const MOST_JSON = 16 * 1024 * 1024;
export const dockerManifest = z
  .array(z.object({ Config: z.string(), Layers: z.array(z.string()) }))
  .length(1, "exactly one image");
const imageConfig = z.object({
  config: z.object({ User: z.string().default("") }).nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
});
const descriptor = z.object({ digest: z.string(), mediaType: z.string().default("") });
const index = z.object({ manifests: z.array(descriptor) });
const manifest = z.object({ config: descriptor, layers: z.array(descriptor) });

/**
 * @param path a tar file with docker's manifest.json, with or without an OCI layout beside it
 * @returns the image's identity, each of its blobs hashed and found to be what its name says; a
 *   problem where anything in the archive is not what another part of it claims
 */
export async function verifyArchive(path: string): Promise<Result<ImageIdentity>> {
  try {
    return ok(await verify(new Archive(path, await tarEntries(path))));
  } catch (error) {
    return fail({
      code: "image.not-verified",
      message: `The image archive can't be trusted: ${(error as Error).message}.`,
      hint: "Build the image again, and save it with `docker save` or `podman save`.",
    });
  }
}

async function verify(archive: Archive): Promise<ImageIdentity> {
  await archive.checkBlobs();
  const listed = await archive.json("manifest.json");
  const [image] = dockerManifest.parse(listed);
  checkKeys(listed);
  if (!image) throw new Error("manifest.json names no image");
  const config = await archive.digest(image.Config);
  const named = /([0-9a-f]{64})(\.json)?$/.exec(image.Config)?.[1];
  if (named !== undefined && config !== `sha256:${named}`) {
    throw new Error(`${image.Config} is not what its name says`);
  }
  const { config: run, rootfs } = imageConfig.parse(await archive.json(image.Config));
  const user = run?.User ?? "";
  if (rootfs.diff_ids.length !== image.Layers.length) {
    throw new Error("manifest.json and the configuration differ in their number of layers");
  }
  for (const [i, layer] of image.Layers.entries()) {
    if ((await archive.diffId(layer)) !== rootfs.diff_ids[i]) {
      throw new Error(`layer ${layer} is not the one that the configuration names`);
    }
  }
  if (!archive.has("index.json")) return { config, user };
  const { digest, layers } = await manifestOf(archive, config);
  await checkLayers(archive, layers.map(blobPath), image.Layers, rootfs.diff_ids);
  return { config, manifest: digest, user };
}

/** The manifest of that configuration; BuildKit puts indexes and attestations beside it. */
async function manifestOf(archive: Archive, config: string) {
  const open = index.parse(await archive.json("index.json")).manifests.map(({ digest }) => digest);
  for (const digest of open) {
    const content = await archive.json(blobOf(digest)).catch(() => undefined);
    const nested = index.safeParse(content);
    if (nested.success) open.push(...nested.data.manifests.map((each) => each.digest));
    const found = manifest.safeParse(content).data;
    if (found?.config.digest === config) return { digest, layers: found.layers };
    if (open.length > 100) break;
  }
  throw new Error("index.json names another image than manifest.json");
}

const blobPath = ({ digest }: { digest: string }): string => blobOf(digest);
const blobOf = (digest: string): string => `blobs/${digest.replace(":", "/")}`;

class Archive {
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, TarEntry>;

  constructor(path: string, entries: readonly TarEntry[]) {
    this.#path = path;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  #entry(name: string): TarEntry {
    const entry = this.#entries.get(name);
    // docker save of old wrote links between layers; what a link reaches, readers may see differently.
    if (entry?.kind !== "file") throw new Error(`${name} is absent or no plain file`);
    return entry;
  }

  async json(name: string): Promise<unknown> {
    const entry = this.#entry(name);
    if (entry.size > MOST_JSON) throw new Error(`${name} is too large`);
    return JSON.parse((await readEntry(this.#path, entry)).toString("utf8"));
  }

  async digest(name: string): Promise<string> {
    return sha256Of(await streamEntry(this.#path, this.#entry(name)));
  }

  /** Digest of a layer's uncompressed content. */
  async diffId(name: string): Promise<string> {
    const entry = this.#entry(name);
    const head = await readEntry(this.#path, { ...entry, size: Math.min(4, entry.size) });
    const stream = await streamEntry(this.#path, entry);
    const inflate = decompressor(head);
    // Where it is broken the file is closed too.
    return inflate ? pipeline(stream, inflate, sha256Of) : sha256Of(stream);
  }

  async checkBlobs(): Promise<void> {
    for (const [name, entry] of this.#entries) {
      const digest = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
      if (digest === undefined || entry.kind !== "file") continue;
      if ((await this.digest(name)) !== `sha256:${digest}`) {
        throw new Error(`${name} is not what its name says`);
      }
    }
  }
}
