/** Why an image could not be built: the network, where the build's own output shows that; else its Dockerfile. */
import type { Problem } from "./result.ts";

/**
 * What programs say of a name that was not resolved: libc (EAI_AGAIN, EAI_NONAME; musl), Node.js, Go's
 * resolver (so docker, podman, BuildKit), curl and git, apt, wget, apk.
 */
const NOT_RESOLVED =
  /\b(?:EAI_AGAIN|ENOTFOUND)\b|Temporary failure (?:in name resolution|resolving)|Name or service not known|Name does not resolve|\bdial tcp: lookup |: no such host\b|[Cc]ould not resolve|unable to resolve host address|wget: bad address|DNS: transient error|DNS error/;

/** And of a connection that failed: libc's words, Node.js, Go, apt, curl, apk. */
const NOT_CONNECTED =
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b|Network is unreachable|No route to host|Connection (?:refused|timed out|reset by peer)|i\/o timeout|TLS handshake timeout|Failed to (?:establish a new connection|connect to)|Could not connect to|network error \(check Internet connection/i;

/** A service of the build itself, not the network: a test's database that is not there. */
const ITSELF = /\bdial unix\b|\b127\.0\.0\.1\b|\blocalhost\b|::1\b|\b0\.0\.0\.0\b/;

/** Where it ended stands last: what failed earlier may have been tried again, and well. */
const LAST_LINES = 30;
const MOST_SAID = 300;

/**
 * @param output what the build wrote, its end at least
 * @param why it failed, in words, where nothing in the output shows a fault of the network
 * @param hint for that case
 */
export function notBuilt(output: string, why: string, hint: string): Problem {
  const code = "image.not-built";
  const lines = output.trim().split("\n").slice(-LAST_LINES).reverse();
  const unresolved = lines.find((line) => NOT_RESOLVED.test(line));
  const told = unresolved ?? lines.find((line) => NOT_CONNECTED.test(line) && !ITSELF.test(line));
  if (told === undefined) return { code, message: `The image could not be built: ${why}`, hint };
  const what = unresolved === undefined ? "a connection failed" : "a name was not resolved";
  const said = told.replace(/\s+/g, " ").trim();
  return {
    code,
    message: `The image could not be built: ${what}: ${said.length > MOST_SAID ? `…${said.slice(-MOST_SAID)}` : said}`,
    hint: "See that the build has a network (DNS, proxy) and that this address is right.",
  };
}
