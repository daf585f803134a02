/**
 * Reads a requirements file as far as an audit needs it: which packages are pinned to one version.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */
import { pypiName } from "../../core/pypi-name.ts";
import { isUtf16Or32 } from "../encoding.ts";

interface Pinned {
  /** In the one form. */
  readonly name: string;
  readonly version: string;
}

export interface RequirementFile {
  readonly pinned: readonly Pinned[];
  /** Lines that name no one version: nobody can say what they install, or audit it. */
  readonly unpinned: readonly { readonly line: number; readonly text: string }[];
  /** Files that it takes in with -r, as written. */
  readonly includes: readonly string[];
}

const PINNED =
  /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\]\s*)?={2,3}\s*([A-Za-z0-9][^\s;,*#]*)$/;
/**
 * pip takes `-rFILE` too, in quotes or not, and other options in the same line; and of a long option
 * as many letters as tell it from the others.
 */
const INCLUDE = /(?:^|\s)(?:-r\s*|--requirem[a-z]*[\s=]\s*)(?:"([^"]+)"|'([^']+)'|(\S+))/g;
const EDITABLE = /(?:^|\s)(?:-e|--ed[a-z]*[\s=])/;

/** Wherever Python's `splitlines` ends one, and a few controls more that belong in no such file. */
const LINE_END = /\r\n|[^\P{Cc}\t]|[\u2028\u2029]/u;

/** Hashes and markers don't matter: a package is audited wherever it may be installed. */
export function readRequirements(text: string): RequirementFile {
  const pinned: Pinned[] = [];
  const unpinned: { line: number; text: string }[] = [];
  const includes: string[] = [];
  for (const [index, line] of logicalLines(text)) {
    if (line === "") continue;
    if (line.startsWith("-")) {
      for (const [, a, b, c] of line.matchAll(INCLUDE)) includes.push(a ?? b ?? c ?? "");
      if (!EDITABLE.test(line)) continue;
    }
    const bare = line
      .replace(/\s--hash[\s=]\S+/g, "")
      .split(";", 1)
      .join()
      .trim();
    const [, name, version] = PINNED.exec(bare) ?? [];
    if (name !== undefined && version !== undefined) {
      pinned.push({ name: pypiName(name), version });
    } else {
      // What stands before an address may be a name; the address may hold a password.
      unpinned.push({ line: index + 1, text: bare.replace(/\/\/[^/@\s]*@/g, "//") });
    }
  }
  return { pinned, unpinned, includes };
}

/**
 * pip reads a file in the encoding that its first two lines or its first bytes name: in UTF-7 a comment
 * may hold a line of its own. We read UTF-8 alone.
 * https://github.com/pypa/pip/blob/main/src/pip/_internal/utils/encoding.py
 *
 * @returns the other encoding; undefined where it is UTF-8, or a part of it
 */
export function otherEncoding(text: string): string | undefined {
  if (isUtf16Or32(text)) return "UTF-16 or UTF-32";
  for (const line of text.split("\n", 2)) {
    const named = /^#.*?coding[:=]\s*([-\w.]+)/.exec(line)?.[1];
    if (named !== undefined)
      return /^(utf[-_]?8([-_]sig)?|u8|(us[-_]?)?ascii)$/i.test(named) ? undefined : named;
  }
  return undefined;
}

/**
 * As pip joins them: a comment goes on nowhere, whatever it ends with, and the file's last line is one
 * also where it ends with a backslash.
 *
 * @returns the index of each one's last line, and the text without comments
 */
function logicalLines(text: string): [number, string][] {
  const found: [number, string][] = [];
  const lines = text.split(LINE_END);
  let held = "";
  for (const [index, raw] of lines.entries()) {
    const isComment = /^\s*#/.test(raw);
    const goesOn = raw.endsWith("\\") && !isComment;
    held += goesOn ? raw.replace(/^\\+|(?<!\\)\\+$/g, "") : isComment ? ` ${raw}` : raw;
    if (goesOn && index < lines.length - 1) continue;
    found.push([index, held.replace(/(^|\s)#.*$/, "").trim()]);
    held = "";
  }
  return found;
}
