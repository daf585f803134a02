/** Kubernetes manifests: what says at its top level of which API and kind it is, however it is written. */
import { isMap, parseAllDocuments } from "yaml";

export interface Manifests {
  readonly documents: number;
  /** Whether one is a List, whose items Trivy passes over. */
  readonly list: boolean;
}

const NONE: Manifests = { documents: 0, list: false };

/** @param text a file's, YAML or JSON */
export function manifestsIn(path: string, text: string): Manifests {
  // What follows the marker in its line is a comment, or a document's beginning.
  const plain = text.split(/^---(?=\s|$)/m).filter(isPlain).length;
  // Most files are none: only what may name an API, in letters or by escapes, is worth parsing.
  if (plain === 0 && !/apiVersion|\\[xuU]/.test(text)) return NONE;
  const parsed = path.endsWith(".json") ? inJson(text) : inYaml(text);
  return {
    // Where one is written plainly, another may not be; one that does not parse counts as it looks.
    documents: Math.max(plain, parsed.documents),
    list: parsed.list || (plain > 0 && /^\s*"?kind"?:\s*["']?List\b/m.test(text)),
  };
}

/** Written as nearly all are, a key a line: templates and broken files count too. */
const isPlain = (document: string): boolean =>
  /^"?\s*"?apiVersion"?:/m.test(document) && /^\s*"?kind"?:/m.test(document);

function inJson(text: string): Manifests {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return NONE;
  }
  if (typeof data !== "object" || data === null) return NONE;
  if (!("apiVersion" in data && "kind" in data)) return NONE;
  return { documents: 1, list: data.kind === "List" };
}

function inYaml(text: string): Manifests {
  const found = [...parseAllDocuments(text)]
    .map(({ contents }) => contents)
    .filter((each) => isMap(each) && each.has("apiVersion") && each.has("kind"));
  const list = found.some((each) => isMap(each) && String(each.get("kind")) === "List");
  return { documents: found.length, list };
}
