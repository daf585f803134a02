/** The lines of a policy file where the paths stand that a service is visited on. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Anchors } from "../core/anchors.ts";

/**
 * @param text the policy file's
 * @param path its path in the source
 * @param service name of the service, of several
 * @returns nothing where the file is no YAML or lists no paths
 */
export function policyLines(
  text: string,
  path: string,
  service: string,
): Pick<Anchors, "paths" | "list"> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines });
  const services = doc.get("services");
  const of = isSeq(services)
    ? services.items.find((item) => isMap(item) && item.get("name") === service)
    : doc.get("service");
  const list = isMap(of) ? of.get("paths", true) : undefined;
  if (doc.errors.length > 0 || !isSeq(list)) return { paths: [] };
  const at = (node: unknown): number =>
    isScalar(node) || isMap(node) || isSeq(node)
      ? Math.max(lines.linePos(node.range?.[0] ?? 0).line, 1)
      : 1;
  const paths = list.items.flatMap((item) => {
    const url = isMap(item) ? item.get("path") : isScalar(item) ? item.value : undefined;
    return typeof url === "string" ? [{ url, path, line: at(item) }] : [];
  });
  return { paths, list: { path, line: at(list) } };
}
