/** Writes a tar archive, entry by entry, so that a test can write a wrong one too. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporary } from "../e2e/greengate.ts";

/** A tar of these entries, in order, names twice if given twice. @returns its path */
export function tar(entries: readonly (readonly [string, Buffer])[]): string {
  const blocks = entries.flatMap(([name, bytes]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000644\0", 100);
    header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0", 136);
    header.write("0", 156);
    header.write("ustar\x0000", 257);
    header.fill(" ", 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  const path = join(temporary(), "image.tar");
  writeFileSync(path, Buffer.concat([...blocks, Buffer.alloc(1024)]));
  return path;
}
