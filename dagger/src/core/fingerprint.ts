/** What makes two tools' words one finding, and what that is called. */
import { hash } from "node:crypto";
import type { RawFinding } from "./finding.ts";
import type { PackageIdentities } from "./package-identity.ts";

/** By it findings are told apart: shorter to look up than what it is made of. */
export const fingerprintOf = (raw: RawFinding, packages: PackageIdentities): string =>
  hash("sha256", identity(raw, packages)).slice(0, 32);

/**
 * What makes two entries one finding. A vulnerability: its advisory (the CVE where it has one) in
 * a package, whatever the version and place, so that a bump that mends nothing keeps its age.
 * Anything else: its rule, file or URL path, and detail; lines move, so they don't count.
 */
function identity(raw: RawFinding, packages: PackageIdentities): string {
  if (raw.category === "vulnerability" && raw.package) {
    const [id, name] = [canonicalId(raw), packages(raw.package)];
    // As JSON.stringify gives it, without its cost where nothing needs an escape: nearly always.
    return PLAIN.test(id) && PLAIN.test(name)
      ? `["vulnerability","${id}","${name}"]`
      : JSON.stringify(["vulnerability", id, name]);
  }
  return JSON.stringify([raw.category, raw.id, raw.location.path, raw.detail ?? ""]);
}

const PLAIN = /^[\w.:/@%+~ -]*$/;

/** An advisory that bundles several CVEs is none of them: what is said of one would hold for all. */
export function canonicalId({ id, aliases }: RawFinding): string {
  if (id.startsWith("CVE-") || !aliases) return id;
  const [cve, another] = new Set(aliases.filter((alias) => alias.startsWith("CVE-")));
  return another === undefined ? (cve ?? id) : id;
}
