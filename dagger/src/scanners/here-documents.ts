/**
 * Here-documents of a Dockerfile: what stands in one is a script or a file, whatever it looks like.
 * https://docs.docker.com/reference/dockerfile/#here-documents
 */

/** What may have one; the exec form of RUN has none. */
const MAY_HAVE = /^(ONBUILD\s+)?(RUN(?!\s*\[)|COPY|ADD)\s/i;

/** As a shell splits them, quotes kept. */
const WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gs;
const OPENS = /^\d*<<(-?)([^<]+)$/;

interface Open {
  readonly name: string;
  /** Tabs before its lines do not count. */
  readonly indented: boolean;
}

function openedBy(words: string): Open[] {
  if (!words.includes("<<") || !MAY_HAVE.test(words)) return [];
  return (words.match(WORD) ?? []).flatMap((word) => {
    const [, dash, name = ""] = OPENS.exec(word) ?? [];
    return dash === undefined
      ? []
      : [{ name: name.replace(/["'\\]/g, ""), indented: dash === "-" }];
  });
}

/**
 * @param lines of the Dockerfile
 * @returns the index behind the here-documents of an instruction whose next line has that index;
 *   that index again where it has none, or one that does not end: the builder takes no such file
 */
export function hereDocumentsIn(lines: readonly string[]): (words: string, from: number) => number {
  const last = new Map(lines.map((line, index) => [line.replace(/^\t+/, ""), index]));
  return (words, from) => {
    const opened = openedBy(words);
    let at = from;
    for (const { name, indented } of opened) {
      if ((last.get(name) ?? -1) < at) return from;
      const ends = (line: string) => (indented ? line.replace(/^\t+/, "") : line) === name;
      while (at < lines.length && !ends(lines[at] ?? "")) at += 1;
      if (at === lines.length) return from;
      at += 1;
    }
    return at;
  };
}
