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
  const documents = text.split(/^---\s*$/m).filter(isPlain).length;
  if (documents > 0) return { documents, list: /^\s*"?kind"?:\s*["']?List\b/m.test(text) };
  // Most files are none: only what may name an API, in letters or by escapes, is worth parsing.
  if (!/apiVersion|\\[xuU]/.test(text)) return NONE;
  return path.endsWith(".json") ? inJson(text) : inYaml(text);
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
