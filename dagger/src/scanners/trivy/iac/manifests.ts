/** Kubernetes manifests: what says at its top level of which API and kind it is, however it is written. */
import { isMap, parseAllDocuments } from "yaml";
import { KEYS_UNSEEN, keysTwice } from "../../../core/yaml/keys.ts";
import { INDENT, indented } from "../../indented.ts";
import { documentsIn } from "./documents.ts";

export interface Manifests {
  readonly documents: number;
  /** Whether one is a list, of whatever kind, whose items Trivy passes over. */
  readonly list: boolean;
}

const NONE: Manifests = { documents: 0, list: false };

/** @param text a file's, YAML or JSON */
export function manifestsIn(path: string, text: string): Manifests {
  // Most files are none: only what may name an API, in letters or by escapes, is worth parsing.
  if (!/apiVersion|\\[xuU]/.test(text)) return NONE;
  return (path.endsWith(".json") ? inJson(text) : inYaml(text)) ?? byLooks(text);
}

const API = new RegExp(`^("?${INDENT}"?)apiVersion"?:`, "m");
const KIND = indented(/"?kind"?:/);
const LIST = indented(/"?kind"?:\s*["']?\w*List\b/);

/** Of a template, or a file that does not parse: written as nearly all are, a key a line. */
function byLooks(text: string): Manifests {
  const documents = documentsIn(text).filter(looksLikeOne).length;
  return { documents, list: documents > 0 && LIST.test(text) };
}

function looksLikeOne(document: string): boolean {
  const before = API.exec(document)?.[1];
  if (before === undefined || !KIND.test(document)) return false;
  const beside = new RegExp(`^${before}(metadata"?:|<<:|kind"?:\\s*["']?\\w*List\\b)`, "m");
  return beside.test(document);
}

/**
 * No cluster takes an object without metadata, but for a list: what has none is some tool's own file,
 * such as a kustomization, and Trivy passes over it.
 */
function isObject(has: (key: string) => boolean, kind: unknown): boolean {
  if (!has("apiVersion") || !has("kind")) return false;
  return has("metadata") || has("<<") || /List$/.test(String(kind));
}

/** What has items is one to kubectl, whatever its kind: `PodList` as well. */
const isList = (has: (key: string) => boolean, kind: unknown): boolean =>
  has("items") || kind === "List";

/** @returns undefined where it does not parse */
function inJson(text: string): Manifests | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== "object" || data === null) return NONE;
  const kind = "kind" in data ? data.kind : undefined;
  if (!isObject((key) => key in data, kind)) return NONE;
  return { documents: 1, list: isList((key) => key in data, kind) };
}

/** @returns undefined where a document of it does not parse, or has a key twice */
function inYaml(text: string): Manifests | undefined {
  const all = [...parseAllDocuments(text, KEYS_UNSEEN)];
  if (all.some((doc) => doc.errors.length > 0 || keysTwice(doc).length > 0)) return undefined;
  const lists = all.flatMap(({ contents }) => {
    if (!isMap(contents)) return [];
    const [has, kind] = [(key: string) => contents.has(key), contents.get("kind")];
    return isObject(has, kind) ? [isList(has, kind)] : [];
  });
  return { documents: lists.length, list: lists.includes(true) };
}
