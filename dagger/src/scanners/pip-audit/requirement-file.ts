/**
 * Reads a requirements file as far as an audit needs it: which packages are pinned to one version.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */

export interface Pinned {
  /** Lower case, runs of -_. as one dash (PEP 503). */
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
  /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*={2,3}\s*([A-Za-z0-9][^\s;,*#]*)$/;
/** pip takes `-rFILE` too, in quotes or not, and other options in the same line. */
const INCLUDE = /(?:^|\s)(?:-r\s*|--requirement[\s=]\s*)(?:"([^"]+)"|'([^']+)'|(\S+))/g;

/** Hashes and markers don't matter: a package is audited wherever it may be installed. */
export function readRequirements(text: string): RequirementFile {
  const pinned: Pinned[] = [];
  const unpinned: { line: number; text: string }[] = [];
  const includes: string[] = [];
  let held = "";
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (raw.endsWith("\\")) {
      held += `${raw.slice(0, -1)} `;
      continue;
    }
    const line = `${held}${raw}`.replace(/(^|\s)#.*$/, "").trim();
    held = "";
    if (line === "") continue;
    const isOption = line.startsWith("-") && !/^(-e|--editable)[\s=]/.test(line);
    if (isOption) {
      for (const [, a, b, c] of line.matchAll(INCLUDE)) includes.push(a ?? b ?? c ?? "");
      continue;
    }
    const bare = line
      .replace(/\s--hash[\s=]\S+/g, "")
      .replace(/\s*;.*$/, "")
      .trim();
    const [, name, version] = PINNED.exec(bare) ?? [];
    if (name !== undefined && version !== undefined) {
      pinned.push({ name: name.toLowerCase().replace(/[-_.]+/g, "-"), version });
    } else {
      // What stands before an address may be a name; the address may hold a password.
      unpinned.push({ line: index + 1, text: bare.replace(/\/\/[^/@\s]*@/g, "//") });
    }
  }
  return { pinned, unpinned, includes };
}
