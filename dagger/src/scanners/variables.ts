/** Variables in a Dockerfile's words. https://docs.docker.com/reference/dockerfile/#environment-replacement */

/** No default that is meant to be read is longer; an unclosed one would be looked for to the end each time. */
const VARIABLE = /\$(?:(\w+)|\{(\w+)(?::?-([^}]{0,1000}))?\})/g;

/** `$NAME`, `${NAME}`, `${NAME:-default}`; one without a value stays as it is. */
export const filledIn = (text: string, known: ReadonlyMap<string, string>): string =>
  text.replace(
    VARIABLE,
    (whole, plain: string | undefined, braced: string | undefined, other: string | undefined) =>
      known.get(plain ?? braced ?? "") ?? other ?? whole,
  );

export const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/s, "$2");
