/**
 * Here-documents of a Dockerfile: what stands in one is a script or a file, whatever it looks like.
 * https://docs.docker.com/reference/dockerfile/#here-documents
 */
import { addTo } from "../core/add-to.ts";
import { countUpTo } from "../core/sorted.ts";

/** What may have one; in the exec form no word begins so, and `RUN [ -e x ] || cat <<EOF` is none. */
const MAY_HAVE = /^(ONBUILD\s+)?(RUN|COPY|ADD)\s/i;

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
  // Looked up, not gone through: many that open and never end would take time by the square.
  const plain = placesOf(lines);
  const indented = placesOf(lines.map((line) => line.replace(/^\t+/, "")));
  return (words, from) => {
    let at = from;
    for (const { name, indented: isIndented } of openedBy(words)) {
      const places = (isIndented ? indented : plain).get(name) ?? [];
      const end = places[countUpTo(places, at - 1)];
      if (end === undefined) return from;
      at = end + 1;
    }
    return at;
  };
}

/** Indexes of each line, by its text. */
function placesOf(lines: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) addTo(places, line, index);
  return places;
}
