/** Writes tars by hand, so that a test can write odd ones too. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporary } from "../e2e/greengate.ts";

export interface Header {
  /** Octal; 644 by default. */
  readonly mode?: string;
  /** One of tar's type flags; a plain file by default. */
  readonly type?: string;
  /** Of a link. */
  readonly target?: string;
}

export type Entry = readonly [name: string, content: Buffer, header?: Header];

/** A tar of these entries, in order, names twice if given twice. */
export function tarBytes(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(
    ([name, bytes, { mode = "644", type = "0", target = "" } = {}]) => {
      const header = Buffer.alloc(512);
      header.write(name, 0);
      header.write(`${mode.padStart(7, "0")}\0`, 100);
      header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
      header.write("00000000000\0", 136);
      header.write(type, 156);
      header.write(target, 157);
      header.write("ustar\x0000", 257);
      header.fill(" ", 148, 156);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
      return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
    },
  );
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** The same as a file. @returns its path */
export function tar(entries: readonly Entry[]): string {
  const path = join(temporary(), "image.tar");
  writeFileSync(path, tarBytes(entries));
  return path;
}
