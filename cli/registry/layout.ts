/**
 * Unpacks one image of an archive into an OCI layout that holds nothing else. crane reads a tar as
 * docker's and compresses its layers anew, which changes the digest (seen with 0.22); of a layout it
 * pushes the blobs as they are. Format: https://github.com/opencontainers/image-spec
 */
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { readEntry, streamEntry, tarEntries } from "../../dagger/src/image/tar.ts";

const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const blob = z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) });
const manifest = z.object({
  mediaType: z.string().default(OCI_MANIFEST),
  config: blob,
  layers: z.array(blob),
});

/**
 * @param archive verified beforehand: its blobs are what their names say
 * @param digest of the manifest
 * @param folder an empty one
 * @throws Error where the archive lacks a blob of that image
 */
export async function unpackLayout(archive: string, digest: string, folder: string): Promise<void> {
  const entries = new Map((await tarEntries(archive)).map((entry) => [entry.name, entry]));
  const find = (name: string) => {
    const entry = entries.get(`blobs/${name.replace(":", "/")}`);
    if (entry?.kind !== "file") throw new Error(`the archive has no blob ${name}`);
    return entry;
  };
  const bytes = await readEntry(archive, find(digest));
  const { mediaType, config, layers } = manifest.parse(JSON.parse(bytes.toString("utf8")));
  const blobs = join(folder, "blobs", "sha256");
  mkdirSync(blobs, { recursive: true });
  for (const name of new Set([digest, config.digest, ...layers.map((layer) => layer.digest)])) {
    const to = createWriteStream(join(blobs, name.replace("sha256:", "")));
    await pipeline(await streamEntry(archive, find(name)), to);
  }
  const index = { schemaVersion: 2, manifests: [{ mediaType, digest, size: bytes.length }] };
  writeFileSync(join(folder, "index.json"), JSON.stringify(index));
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
}
