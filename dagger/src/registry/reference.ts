/** Names of images in registries: where one is published to, and which one is meant. */
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
const DIGEST = /@(sha256:[0-9a-f]{64})$/;

/** @returns its parts; a problem where it is no reference, or is one by digest, which nothing moves */
export function parseReference(text: string): Result<Reference> {
  const colon = text.indexOf(":", text.lastIndexOf("/") + 1);
  const [repository, tag] =
    colon === -1 ? [text, "latest"] : [text.slice(0, colon), text.slice(colon + 1)];
  if (!REPOSITORY.test(repository) || !TAG.test(tag)) {
    return fail({
      code: "reference.not-valid",
      message: `This is no name of an image: ${text}.`,
      hint: "Write it like registry.example/team/service:1.2.3; publish takes no digest.",
    });
  }
  const [first = "", ...rest] = repository.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return ok({ registry: isHost ? first : "docker.io", repository, tag });
}

/** An image that is there: by tag, or by digest with or without one. */
export interface Target extends Reference {
  readonly digest?: string;
}

/** @returns its parts; a problem where it is no reference */
export function parseTarget(text: string): Result<Target> {
  const digest = DIGEST.exec(text)?.[1];
  const named = parseReference(text.replace(DIGEST, ""));
  return named.ok && digest !== undefined ? ok({ ...named.value, digest }) : named;
}
