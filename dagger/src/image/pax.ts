/** What a pax header says of the entry behind it, as Go's archive/tar reads it. */

export interface Pax {
  readonly path?: string;
  /** Of a link. */
  readonly target?: string;
  readonly size?: number;
}

/** Records are `LENGTH KEY=VALUE\n`; a value may hold a line that looks like one. The last one counts. */
export function paxOf(content: Buffer): Pax {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(" ", at);
    const end = at + Number(content.toString("latin1", at, space));
    const [, key, value] = /^([^=]+)=(.*)\n$/s.exec(content.toString("utf8", space + 1, end)) ?? [];
    if (space === -1 || !(end > space) || key === undefined || value === undefined) {
      throw new Error("a pax header is broken");
    }
    records.set(key, value);
    at = end;
  }
  const [path, size] = [records.get("path"), records.get("size")];
  const name = records.get("GNU.sparse.name") ?? path;
  const target = records.get("linkpath");
  return {
    ...(name !== undefined && { path: name }),
    ...(target !== undefined && { target }),
    ...(size && { size: Number(size) }),
  };
}
