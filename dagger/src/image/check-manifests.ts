/** Where two readers of one archive could take two images from it. */
import { z } from "zod";

const keyed = z.array(z.record(z.string(), z.unknown()));

/**
 * Go's JSON takes a key in whatever case, the last one that fits: of `Layers` and `layers` Trivy
 * scans the second, and nobody else sees it.
 *
 * @param listed the content of manifest.json
 */
export function checkKeys(listed: unknown): void {
  for (const image of keyed.parse(listed)) {
    const keys = Object.keys(image).map((key) => key.toUpperCase());
    if (new Set(keys).size < keys.length) {
      throw new Error("manifest.json has one key in two spellings");
    }
  }
}

/**
 * Trivy scans the layers of docker's manifest.json; what is published has those of the manifest.
 *
 * @param published the manifest's layers
 * @param scanned those of manifest.json, which have these digests when uncompressed
 */
export async function checkLayers(
  archive: { diffId(name: string): Promise<string> },
  published: readonly string[],
  scanned: readonly string[],
  diffIds: readonly string[],
): Promise<void> {
  let same = published.length === diffIds.length;
  for (const [i, name] of published.entries()) {
    same &&= name === scanned[i] || (await archive.diffId(name)) === diffIds[i];
  }
  if (!same) throw new Error("the image's manifest has other layers than its configuration");
}
