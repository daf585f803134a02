/** Package URLs: read by the reference library, compared part by part. */
import { PackageURL } from "packageurl-js";
import { pypiName } from "../pypi-name.ts";
import { fail, ok, type Result } from "../result.ts";

export type Purl = Pick<
  PackageURL,
  "type" | "namespace" | "name" | "version" | "qualifiers" | "subpath"
>;

/** A version or qualifier that a variable should have filled in: without it any would do. */
const EMPTY_PART = /@(?=[?#]|$)|[?&][^?=&#]*=(?=[&#]|$)/;

/** Without its qualifiers and subpath, which differ from one build to the next. */
export const bare = (purl: string): string => purl.split(/[?#]/, 1).join();

/** Reads a purl; a wildcard in it names no package. @returns a problem with the parser's words */
export function parsePurl(text: string): Result<Purl> {
  const hint = "Write it like pkg:npm/lodash@4.17.4, or without the version.";
  if (/[*\s]/.test(text)) {
    const message = `A wildcard or a blank is in ${text}.`;
    return fail({ code: "purl.wildcard", message, hint });
  }
  if (EMPTY_PART.test(text)) {
    const message = `A part of ${text} is announced and empty.`;
    return fail({ code: "purl.empty-part", message, hint });
  }
  try {
    return ok(PackageURL.fromString(text));
  } catch (error) {
    const message = `${text} is no package URL: ${(error as Error).message}.`;
    return fail({ code: "purl.not-valid", message, hint });
  }
}

/** The same package, whatever its version and qualifiers. */
export const samePackage = (a: Purl, b: Purl): boolean =>
  a.type === b.type && (a.namespace ?? "") === (b.namespace ?? "") && nameOf(a) === nameOf(b);

const nameOf = ({ type, name }: Purl): string => (type === "pypi" ? pypiName(name) : name);

/**
 * Whether `wanted` names the package `found`: a part that `wanted` does not give may be anything,
 * one that it gives must be there and equal. So Trivy and go-vex compare, too.
 */
export function purlMatches(wanted: Purl, found: Purl): boolean {
  return (
    samePackage(wanted, found) &&
    (!wanted.version || wanted.version === found.version) &&
    (!wanted.subpath || wanted.subpath === found.subpath) &&
    Object.entries(wanted.qualifiers ?? {}).every(
      ([name, value]) => found.qualifiers?.[name] === value,
    )
  );
}
