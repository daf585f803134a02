/** How an image's layers are compressed. */
import zlib from "node:zlib";

/**
 * @param head the layer's first bytes
 * @returns what inflates it; undefined where it is not compressed
 * @throws Error where this Node.js can't
 */
export function decompressor(head: Buffer) {
  if (head.readUInt16BE(0) === 0x1f8b) return zlib.createGunzip();
  if (head.length < 4 || head.readUInt32LE(0) !== 0xfd2fb528) return undefined;
  // In Node since 22.15; an older one can't tell what such a layer holds.
  const zstd = (zlib as { createZstdDecompress?: typeof zlib.createGunzip }).createZstdDecompress;
  if (!zstd)
    throw new Error("its layers are compressed with zstd, which needs Node 22.15 or newer");
  return zstd();
}
