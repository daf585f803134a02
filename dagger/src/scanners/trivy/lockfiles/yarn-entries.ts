/** The entries of a yarn.lock, as Yarn 1 writes it and as later ones do, which is YAML of the same lines. */

/** What is wanted, by name and range. */
export type Wanted = readonly (readonly [name: string, range: string])[];

export interface Entry {
  /** `name@range`, all that it stands for. */
  readonly keys: readonly string[];
  /** Its own, not those of the key: that may be another name for it. */
  readonly name: string;
  readonly version: string;
  /** Whether it came from elsewhere: a member of the workspace is none to look up. */
  readonly listed: boolean;
  readonly wants: Wanted;
}

const FIELD = /^ {2}"?([^\s":]+)"?:? "?([^"\s][^"]*)"?$/;
const LIST = /^ {2}(dependencies|optionalDependencies):$/;
const WANTED = /^ {4}"?([^\s":]+)"?:? "?([^"]*)"?$/;

/** @returns undefined where it is no such file, or an entry of it can't be read */
export function entriesOf(text: string): Entry[] | undefined {
  const entries: Entry[] = [];
  for (const block of blocksOf(text)) {
    const [key = "", ...lines] = block;
    if (key === "__metadata:") continue;
    const entry = entryOf(key, lines);
    if (!entry) return undefined;
    entries.push(entry);
  }
  return entries;
}

/** A line that is not indented begins one, but for the colon behind a long key. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  for (const raw of text.split("\n")) {
    const line = raw.trimEnd();
    if (line === "" || line.startsWith("#") || line === ":") continue;
    if (line.startsWith(" ")) blocks.at(-1)?.push(line);
    else blocks.push([line]);
  }
  return blocks;
}

function entryOf(head: string, lines: readonly string[]): Entry | undefined {
  const keys = head
    .replace(/^\? /, "")
    .replace(/:$/, "")
    .split(", ")
    .map((key) => key.replace(/^"|"$/g, ""));
  const fields = new Map<string, string>();
  const wants: (readonly [string, string])[] = [];
  let list = false;
  for (const line of lines) {
    if (!line.startsWith("   ")) {
      list = LIST.test(line);
      const [, field, value] = FIELD.exec(line) ?? [];
      if (field !== undefined && value !== undefined) fields.set(field, value);
    } else if (list) {
      const [, name, range] = WANTED.exec(line) ?? [];
      if (name === undefined || range === undefined) return undefined;
      wants.push([name, range]);
    }
  }
  const resolution = fields.get("resolution");
  const name = nameIn(resolution === undefined ? keys : [resolution]);
  const version = fields.get("version");
  if (!isPlain(name) || !isPlain(version)) return undefined;
  const listed = !/^(workspace|link|portal):/.test(rangeOf(resolution ?? keys[0]));
  return { keys, name, version, listed, wants };
}

const nameOf = (key = ""): string => key.slice(0, Math.max(key.indexOf("@", 1), 0));
const rangeOf = (key = ""): string => key.slice(nameOf(key).length + 1);

/** `my@npm:lodash@4.17.4` is lodash, and so is what comes from that one's address in a registry. */
function nameIn(keys: readonly string[]): string {
  const ranges = keys.map(rangeOf);
  const own = ranges.flatMap((each) => ALIAS.exec(each)?.[1] ?? TARBALL.exec(each)?.[1] ?? []);
  return own[0] ?? nameOf(keys[0]);
}

const ALIAS = /^npm:((?:@[^/@]+\/)?[^/@]+(?=@)|(?:@[^/@]+\/)?[a-z][^/@]*$)/i;
const TARBALL = /^https?:.*\/((?:@[^/]+\/)?[^/]+)\/-\/[^/]+\.tgz/;

const isPlain = (text: string | undefined): text is string =>
  text !== undefined && /^[^\s"\\]+$/.test(text);
