/** Which package it is, whatever its version. */
import type { PackageRef } from "./finding.ts";
import { pypiName } from "./pypi-name.ts";
import { remembered } from "./remembered.ts";

/**
 * The purl without version, qualifiers and subpath; the name where a tool gives no purl, and for the
 * operating system's packages: an image has one system, and some tools (ECR) give only their names.
 *
 * @returns tells it of many packages
 */
export function packageIdentities(): (ref: PackageRef) => string {
  const ofPurl = remembered((purl) => {
    // Some tools write the @ of an npm scope as it is.
    const end = purl.search(/(?<!\/)@|[?#]/);
    const bare = (end === -1 ? purl : purl.slice(0, end)).toLowerCase();
    return bare.startsWith("pkg:pypi/") ? pypiName(bare) : bare;
  });
  return ({ purl, name, os }) => (os ? `system ${name}` : purl === "" ? name : ofPurl(purl));
}

export type PackageIdentities = ReturnType<typeof packageIdentities>;
