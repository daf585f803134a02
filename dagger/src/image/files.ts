/**
 * The files of an image as a container of it would see them: its layers one over the other, with
 * what a later one deletes. Names only, and the content of those that are asked for; nothing is
 * unpacked under its own name.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md
 */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fail, ok, type Result } from "../core/result.ts";
import { dockerManifest } from "./archive.ts";
import { decompressor } from "./compression.ts";
import { commandsBehind, layersOfBase } from "./history.ts";
import { firstName, readEntry, streamEntry, type TarEntry, tarEntries } from "./tar.ts";
import { unsearchedLinks } from "./unsearched-links.ts";
import { isWhiteout, removeGone } from "./whiteouts.ts";

export interface ImageFile {
  readonly kind: Exclude<TarEntry["kind"], "hard link">;
  /** Of a file that its layer has as a hard link: the name that it has there besides. */
  readonly sameAs?: string;
  readonly executable: boolean;
  readonly target: TarEntry["target"];
  /** Counted from 0, the lowest: where it was written, last in the last of them. */
  readonly layers: readonly number[];
  /** Of a file that was asked for. */
  readonly content?: Buffer;
}

/**
 * Whether the file is as its package brought it, by where the list of packages was written: with the
 * file or, as Bazel lays images, above it; not by somebody who left the list as it was.
 */
export function isAsListed({ layers }: ImageFile, list: ImageFile): boolean {
  const last = layers.at(-1) ?? 0;
  return last <= (list.layers[0] ?? -1) || list.layers.includes(last);
}

export interface ImageContent {
  /** Path, without a slash at its start → file. */
  readonly files: ReadonlyMap<string, ImageFile>;
  /** Paths of the files of each layer by itself, hard links too, also of those that a later layer deletes. */
  readonly layered: ReadonlySet<string>;
  /** Of the history, where Trivy takes what stands before the last CMD that a layer follows for the base image. */
  readonly commandsBehind: number | undefined;
  /** Hard links in which Trivy finds no secret, of the layers in which it looks for any. */
  readonly unsearchedLinks: readonly string[];
}

/** Lists of packages are some megabytes at most. */
const MOST_CONTENT = 64 * 1024 * 1024;

/**
 * @param path the image's archive, verified
 * @param wanted the files whose content is wanted
 * @returns a problem where a layer is no whole tar
 */
export async function readImage(
  path: string,
  wanted: (name: string) => boolean,
): Promise<Result<ImageContent>> {
  try {
    return ok(await contentOf(path, wanted));
  } catch (error) {
    const message = `The image's layers can't be read: ${(error as Error).message}.`;
    return fail({ code: "image.not-read", message, hint: "Build the image again." });
  }
}

async function contentOf(path: string, wanted: (name: string) => boolean): Promise<ImageContent> {
  const archive = new Map((await tarEntries(path)).map((entry) => [entry.name, entry]));
  const entryOf = (name: string): TarEntry => {
    const entry = archive.get(name);
    if (!entry) throw new Error(`${name} is not in the archive`);
    return entry;
  };
  const json = (await readEntry(path, entryOf("manifest.json"))).toString("utf8");
  const [image] = dockerManifest.parse(JSON.parse(json));
  const config = archive.get(image?.Config ?? "");
  const text = config ? (await readEntry(path, config)).toString("utf8") : "{}";
  const ofBase = layersOfBase(text);
  const files = new Map<string, ImageFile>();
  const layered = new Set<string>();
  const links: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "greengate-layer-"));
  try {
    for (const [index, layer] of (image?.Layers ?? []).entries()) {
      const tar = join(folder, "layer.tar");
      await inflate(path, entryOf(layer), tar);
      const entries = await tarEntries(tar, "listed");
      for (const { name, kind } of entries) {
        const isFile = kind === "file" || kind === "hard link";
        if (isFile && !isWhiteout(name)) layered.add(name);
      }
      await addLayer(files, { tar, entries, layer: index }, wanted);
      if (index < ofBase) continue;
      // One by one: there may be more than a call takes arguments.
      for (const link of await unsearchedLinks(tar, entries)) links.push(link);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { files, layered, commandsBehind: commandsBehind(text), unsearchedLinks: links };
}

async function inflate(path: string, entry: TarEntry, to: string): Promise<void> {
  const head = await readEntry(path, { ...entry, size: Math.min(4, entry.size) });
  const [source, target] = [await streamEntry(path, entry), createWriteStream(to)];
  const through = decompressor(head);
  await (through ? pipeline(source, through, target) : pipeline(source, target));
}

interface Layer {
  readonly tar: string;
  readonly entries: readonly TarEntry[];
  readonly layer: number;
}

async function addLayer(
  files: Map<string, ImageFile>,
  { tar, entries, layer }: Layer,
  wanted: (name: string) => boolean,
): Promise<void> {
  const below = new Map(entries.map(({ name }) => [name, files.get(name)?.layers ?? []]));
  removeGone(files, entries);
  for (const entry of entries) {
    const { name, kind, executable, target } = entry;
    if (isWhiteout(name)) continue;
    const layers = [...(below.get(name) ?? []), layer];
    if (kind === "hard link") {
      const sameAs = firstName(entry);
      files.set(name, { kind: "file", sameAs, executable, target: "", layers });
      continue;
    }
    const read = kind === "file" && entry.size <= MOST_CONTENT && wanted(name);
    const content = read ? { content: await readEntry(tar, entry) } : {};
    files.set(name, { kind, executable, target, layers, ...content });
  }
}
