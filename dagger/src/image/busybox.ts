/**
 * BusyBox is one program under many names. Its httpd is none of Apache's, and asked with -v it does not
 * tell its version but begins to serve. https://busybox.net/downloads/BusyBox.html
 */
import { nameOf } from "../scanners/source-tree.ts";
import type { ImageFile } from "./files.ts";
import { endOfLink } from "./links.ts";

/** As Alpine has it, and its package busybox-extras. */
const BUSYBOX = /^busybox(-[a-z]+)?$/;

/** @returns whether a path, without a slash at its start, is a link to what a link or a file named busybox is */
export function appletsOf(files: ReadonlyMap<string, ImageFile>): (name: string) => boolean {
  const names = [...files.keys()].filter((name) => BUSYBOX.test(nameOf(name)));
  const programs = new Set(names.map((name) => endOfLink(files, name)));
  programs.delete(undefined);
  return (name) => files.get(name)?.kind === "link" && programs.has(endOfLink(files, name));
}
