/** Where an image is published to: registry, repository and tag, as docker writes them. */
import { fail, ok, type Result } from "../core/result.ts";

export interface Reference {
  /** Host, with its port where it has one. */
  readonly registry: string;
  /** With the registry, without the tag; as it was written. */
  readonly repository: string;
  readonly tag: string;
}

const REPOSITORY = /^[a-z0-9]+([._:/-]+[a-z0-9]+)*$/i;
const TAG = /^\w[\w.-]{0,127}$/;

/** @returns its parts; a problem where it is no reference, or is one by digest, which nothing moves */
export function parseReference(text: string): Result<Reference> {
  const colon = text.indexOf(":", text.lastIndexOf("/") + 1);
  const [repository, tag] =
    colon === -1 ? [text, "latest"] : [text.slice(0, colon), text.slice(colon + 1)];
  if (!REPOSITORY.test(repository) || !TAG.test(tag)) {
    return fail({
      code: "reference.not-valid",
      message: `This is no place to publish to: ${text}.`,
      hint: "Write it like registry.example/team/service:1.2.3, without a digest.",
    });
  }
  const [first = "", ...rest] = repository.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return ok({ registry: isHost ? first : "docker.io", repository, tag });
}
