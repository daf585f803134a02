/** Reads a tar's table of contents and hashes its entries, without unpacking it. Nothing is trusted. */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { posix } from "node:path";
import type { Readable } from "node:stream";
import { type Pax, paxOf } from "./pax.ts";

export interface TarEntry {
  readonly name: string;
  /** Offset of the content, in bytes. */
  readonly offset: number;
  readonly size: number;
  readonly kind: "file" | "folder" | "link" | "hard link" | "other";
  /** Whether anyone may execute it. */
  readonly executable: boolean;
  /** Where a link leads, as it says, and absolute of a hard one; empty of all else. */
  readonly target: string;
}

/** @returns the name of the file that a hard link is, as that is named in its own layer */
export const firstName = ({ target }: TarEntry): string => posix.normalize(target).slice(1);

const BLOCK = 512;

/**
 * @param twice what to make of a name that comes again: refuse it, since readers differ in which one
 *   counts, or list both, as for a layer, where the last one counts and folders are named again
 * @returns every entry, in order, long names (pax, GNU) included
 * @throws Error where it is no whole tar, or names one entry twice and that is refused
 */
export async function tarEntries(
  path: string,
  twice: "refused" | "listed" = "refused",
): Promise<TarEntry[]> {
  const file = await open(path);
  try {
    return await readEntries(file, (await file.stat()).size, twice);
  } finally {
    await file.close();
  }
}

async function readEntries(
  file: FileHandle,
  length: number,
  twice: "refused" | "listed",
): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  const seen = new Set<string>();
  let long: { gnu?: string; target?: string; pax?: Pax } = {};
  for (let at = 0; at + BLOCK <= length; ) {
    const header = await bytesAt(file, at, BLOCK);
    if (header.every((byte) => byte === 0)) return entries;
    const size = Number.parseInt(text(header, 124, 12).trim() || "0", 8);
    if (!hasChecksum(header) || !Number.isSafeInteger(size) || size < 0) break;
    const offset = at + BLOCK;
    if (offset + size > length) throw new Error("the archive is cut off");
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
    const type = text(header, 156, 1);
    if (type === "x" || type === "L" || type === "K") {
      const content = await bytesAt(file, offset, size);
      if (type === "x") long.pax = paxOf(content);
      else if (type === "L") long.gnu = text(content, 0, size);
      else long.target = text(content, 0, size);
      continue;
    }
    if (type === "g") continue;
    const prefix = text(header, 257, 5) === "ustar" ? text(header, 345, 155) : "";
    // As Go has it: GNU's name goes before pax's, wherever it stands.
    const raw =
      long.gnu ||
      long.pax?.path ||
      (prefix ? `${prefix}/${text(header, 0, 100)}` : text(header, 0, 100));
    if ((long.pax?.size ?? size) !== size) throw new Error(`${raw} has two sizes`);
    const said = long.target || long.pax?.target || text(header, 157, 100);
    long = {};
    const name = raw.replace(/^(\.\/)+/, "").replace(/\/$/, "");
    if (name === "" || name === ".") continue;
    if (twice === "refused" && seen.has(name))
      throw new Error(`the archive has two entries named ${name}`);
    seen.add(name);
    const executable = (Number.parseInt(text(header, 100, 8), 8) & 0o111) !== 0;
    const kind = kindOf(type);
    const target = kind === "hard link" ? `/${said}` : kind === "link" ? said : "";
    entries.push({ name, offset, size, kind, executable, target });
  }
  throw new Error("it is no whole tar archive");
}

function kindOf(type: string): TarEntry["kind"] {
  if (type === "" || type === "0") return "file";
  if (type === "5") return "folder";
  if (type === "1") return "hard link";
  return type === "2" ? "link" : "other";
}

function text(header: Buffer, start: number, length: number): string {
  const part = header.subarray(start, start + length);
  const end = part.indexOf(0);
  return part.subarray(0, end === -1 ? length : end).toString("utf8");
}

function hasChecksum(header: Buffer): boolean {
  const stated = Number.parseInt(text(header, 148, 8).trim(), 8);
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 0x20 : (header[i] ?? 0);
  return stated === sum;
}

async function bytesAt(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  const { bytesRead } = await file.read(buffer, 0, size, offset);
  if (bytesRead !== size) throw new Error("the archive is cut off");
  return buffer;
}

/** One entry's content, for the small ones. */
export async function readEntry(path: string, { offset, size }: TarEntry): Promise<Buffer> {
  const file = await open(path);
  try {
    return await bytesAt(file, offset, size);
  } finally {
    await file.close();
  }
}

/** One entry's content as a stream. The caller reads it to its end. */
export async function streamEntry(path: string, { offset, size }: TarEntry): Promise<Readable> {
  const file = await open(path);
  if (size === 0) {
    await file.close();
    const { Readable } = await import("node:stream");
    return Readable.from([]);
  }
  return file.createReadStream({ start: offset, end: offset + size - 1 });
}

/** @returns `sha256:…` of everything the stream gives */
export async function sha256Of(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream) hash.update(chunk);
  return `sha256:${hash.digest("hex")}`;
}
