/** Whether to write colours: only to a terminal, unless the environment says otherwise. */

interface Stream {
  readonly isTTY?: boolean;
}

/**
 * `FORCE_COLOR` decides where it is set, as in Node.js; then `NO_COLOR`, https://no-color.org; a
 * terminal that calls itself dumb shows none.
 */
export function wantsColor(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (no !== undefined && no !== "") return false;
  return stream.isTTY === true && term !== "dumb";
}
