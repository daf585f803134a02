/** Which package it is, whatever its version. */
import type { PackageRef } from "./finding.ts";

/** Of many packages: to look a purl up costs less than to cut it again. */
export class PackageIdentities {
  readonly #byPurl = new Map<string, string>();

  /**
   * The purl without version, qualifiers and subpath; the name where a tool gives no purl, and for the
   * operating system's packages: an image has one system, and some tools (ECR) give only their names.
   */
  of({ purl, name, os }: PackageRef): string {
    if (os) return `system ${name}`;
    if (purl === "") return name;
    let identity = this.#byPurl.get(purl);
    if (identity === undefined) {
      // Some tools write the @ of an npm scope as it is.
      const end = purl.search(/(?<!\/)@|[?#]/);
      identity = (end === -1 ? purl : purl.slice(0, end)).toLowerCase();
      this.#byPurl.set(purl, identity);
    }
    return identity;
  }
}
