/** A recorded image as BuildKit exports it: an OCI layout with docker's manifest.json beside it. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { readEntry, tarEntries } from "../../dagger/src/image/tar.ts";
import { tar } from "./tar.ts";

export interface OciImage {
  readonly path: string;
  readonly config: string;
  readonly manifest: string;
}

/** @param name of an archive in fixtures/images, as `docker save` of old wrote it */
export async function ociImage(name: string): Promise<OciImage> {
  const archive = `test/fixtures/images/${name}.tar`;
  const entries = new Map((await tarEntries(archive)).map((entry) => [entry.name, entry]));
  const read = async (entry: string) => {
    const found = entries.get(entry);
    return found ? readEntry(archive, found) : Buffer.alloc(0);
  };
  const listed = JSON.parse((await read("manifest.json")).toString("utf8")) as [
    { Config: string; Layers: string[] },
  ];
  const config = await read(listed[0].Config);
  const layers = await Promise.all(
    listed[0].Layers.map(async (layer) => gzipSync(await read(layer))),
  );
  const type = "application/vnd.oci.image";
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${type}.manifest.v1+json`,
      config: described(`${type}.config.v1+json`, config),
      layers: layers.map((layer) => described(`${type}.layer.v1.tar+gzip`, layer)),
    }),
  );
  const index = { schemaVersion: 2, manifests: [described(`${type}.manifest.v1+json`, manifest)] };
  const docker = [{ Config: blob(config), Layers: layers.map(blob) }];
  const path = tar([
    ...[...layers, config, manifest].map((bytes) => [blob(bytes), bytes] as const),
    ["index.json", Buffer.from(JSON.stringify(index))],
    ["manifest.json", Buffer.from(JSON.stringify(docker))],
    ["oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
  ]);
  return { path, config: `sha256:${hex(config)}`, manifest: `sha256:${hex(manifest)}` };
}

const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const blob = (bytes: Uint8Array) => `blobs/sha256/${hex(bytes)}`;
const described = (mediaType: string, bytes: Uint8Array) => ({
  mediaType,
  digest: `sha256:${hex(bytes)}`,
  size: bytes.length,
});
