/**
 * BusyBox is one program under many names. Its httpd is none of Apache's, and asked with -v it does not
 * tell its version but begins to serve. https://busybox.net/downloads/BusyBox.html
 */
import { nameOf } from "../scanners/source-tree.ts";
import type { ImageFile } from "./files.ts";
import { endOfLink } from "./links.ts";

/** As Alpine has it, and its package busybox-extras. */
const BUSYBOX = /^busybox(-[a-z]+)?$/;

/** @returns whether a path, without a slash at its start, is another name of what a file named busybox is */
export function appletsOf(files: ReadonlyMap<string, ImageFile>): (name: string) => boolean {
  const programOf = (name: string) => {
    const end = endOfLink(files, name);
    return files.get(end ?? "")?.sameAs ?? end;
  };
  const names = [...files.keys()].filter((name) => BUSYBOX.test(nameOf(name)));
  const programs = new Set(names.map(programOf));
  programs.delete(undefined);
  return (name) => {
    const program = programOf(name);
    return program !== name && programs.has(program);
  };
}
