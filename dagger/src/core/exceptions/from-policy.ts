/** The policy's exceptions as entries. */
import type { Policy } from "../policy/policy.ts";
import { daysOf, type Entry, type Scope } from "./entry.ts";
import { parsePurl } from "./purl.ts";
import { parseVersions } from "./versions.ts";
import type { Exception } from "./written.ts";

/** @param file the policy's name, for the verdict */
export const policyEntries = ({ exceptions }: Policy, file: string): Entry[] =>
  exceptions.map((exception) => entryOf(exception, file));

function entryOf(exception: Exception, file: string): Entry {
  const { id, reason, owner, since, until, untilFixed, justification } = exception;
  const { package: name, purl, versions, path, service, stage } = exception;
  const parsed = {
    purl: purl === undefined ? undefined : parsePurl(purl),
    versions: versions === undefined ? undefined : parseVersions(versions),
  };
  const broken = [parsed.purl, parsed.versions].find((part) => part && !part.ok);
  const scope: Scope = {
    ...(name !== undefined && { package: name }),
    ...(parsed.purl?.ok && { purls: [parsed.purl.value] }),
    ...(parsed.versions?.ok && { versions: parsed.versions.value }),
    ...(path !== undefined && { paths: [path] }),
    ...(stage !== undefined && { stage }),
  };
  return {
    id,
    reason,
    owner,
    origin: { kind: "policy", file },
    scope,
    scopeWords: Object.entries({ package: name, purl, versions, path, service, stage }).flatMap(
      ([part, value]) => (value === undefined ? [] : [`${part} ${value}`]),
    ),
    untilFixed,
    ...daysOf(since, until),
    ...(justification !== undefined && { justification }),
    // The schema lets none through; what can't be read must not widen the rest.
    ...(broken && !broken.ok && { refused: broken.error.message }),
  };
}
