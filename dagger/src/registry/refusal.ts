/** What to do where a registry refused something, by what the program that asked it said. */

const UNREACHED =
  /connection refused|no such host|i\/o timeout|network is unreachable|no route to host|deadline exceeded|server misbehaving/i;
const ABSENT = /MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown/;

export const isUnreached = (said: string): boolean => UNREACHED.test(said);

/** @returns undefined where nothing tells more than that it refused */
export function refusalHint(said: string): string | undefined {
  if (isUnreached(said)) {
    return "The registry does not answer from here: check its name and port, and the network.";
  }
  return ABSENT.test(said)
    ? "The registry has no such image: check its name, tag and digest."
    : undefined;
}
