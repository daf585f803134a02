/**
 * What of our environment a program is given beside the little that each gets. Credentials go this
 * way or by docker's configuration, never as an argument. Settings of cosign and sigstore that could
 * loosen a verification are not passed on.
 */
const GIVEN = {
  /** Credential helpers of registries and keys in clouds. */
  registry: /^((AWS|AZURE|GOOGLE|VAULT)_\w+|REGISTRY_AUTH_FILE|XDG_CONFIG_HOME)$/,
  signing:
    /^((AWS|AZURE|GOOGLE|VAULT)_\w+|REGISTRY_AUTH_FILE|XDG_CONFIG_HOME|COSIGN_PASSWORD|SIGSTORE_ID_TOKEN|ACTIONS_ID_TOKEN_REQUEST_(TOKEN|URL))$/,
  go: /^(GO(PROXY|FLAGS|SUMDB|NOSUMDB|PRIVATE|MODCACHE|CACHE|PATH|TOOLCHAIN|ROOT|ENV)|XDG_CACHE_HOME)$/,
} as const;

export function environment(purpose: keyof typeof GIVEN): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => GIVEN[purpose].test(entry[0]) && entry[1] !== undefined,
    ),
  );
}
