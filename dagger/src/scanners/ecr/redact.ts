/** Keeps credentials out of what is recorded and shown. */

/** The text without the values of the given secrets. */
export function without(secrets: readonly string[], text: string): string {
  return secrets
    .filter((secret) => secret !== "")
    .reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
}
