/** Whether what a statement is about is the package of a finding, in the image that is here. */
import { type Purl, parsePurl, purlMatches, samePackage } from "../purl.ts";
import type { Here } from "./entry.ts";
import { isGreen, type Statement, type Subject } from "./statement.ts";

/** Beyond doubt. A package is fixed in a version, never in all of them. */
export function excepts(subject: Subject, found: Purl, { status }: Statement, here: Here): boolean {
  const wanted = packageOf(subject, here);
  if (subject.unclear !== undefined || !wanted || !isOurs(subject.product, here)) return false;
  const version = found.version ?? "";
  const listed = subject.versions?.some((each) => each.has(version)) ?? false;
  if (subject.versions && !listed) return false;
  const named = wanted.version !== undefined && wanted.version !== "";
  return purlMatches(wanted, found) && (named || listed || status !== "fixed");
}

/** As soon as it may. One that is green may list versions of which it says the contrary. */
export function speaksAgainst(statement: Statement, found: Purl, here: Here): boolean {
  const { subjects } = statement;
  const version = found.version ?? "";
  return isGreen(statement)
    ? subjects.some((s) => s.affected?.some((each) => each.has(version)) && maybe(s, found, here))
    : subjects.length === 0 || subjects.some((s) => maybe(s, found, here));
}

function maybe(subject: Subject, found: Purl, here: Here): boolean {
  const { product } = subject;
  const { manifest } = here;
  const other =
    product?.type === "oci" && product.version && manifest && product.version !== manifest;
  if (other) return false;
  const wanted = packageOf(subject, here);
  if (!wanted) return true;
  const same = withoutEpoch(wanted.version) === withoutEpoch(found.version);
  return samePackage(wanted, found) && (!wanted.version || same);
}

/** Some write Debian's epoch into the version, others as a qualifier. */
const withoutEpoch = (version: string | null | undefined) => version?.replace(/^\d+:/, "");

/** @returns why it could not be of anything here, in words */
export function doubtOn(subject: Subject, here: Here): string[] {
  if (subject.unclear !== undefined) return [subject.unclear];
  if (subject.bomLink !== undefined && !packageOf(subject, here)) {
    return ["it is of another bill of materials than this run's"];
  }
  return isOurs(subject.product, here) ? [] : ["it is of another product"];
}

function packageOf({ package: named, bomLink }: Subject, here: Here): Purl | undefined {
  if (bomLink === undefined) return named;
  const purl = here.packageOf(bomLink);
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  return parsed?.ok ? parsed.value : undefined;
}

/** No product beside the package, our image by its digest, or by the service's bare name. */
function isOurs(product: Purl | undefined, here: Here): boolean {
  if (!product) return true;
  const { type, namespace, name, version, qualifiers } = product;
  if (type !== "oci") return false;
  if (version) return version === here.manifest;
  return !namespace && !qualifiers && name === here.service;
}
