/** A failed build's cause, from what real programs wrote: with no network, and with none of its fault. */
import { describe, expect, it } from "vitest";
import { notBuilt } from "../../dagger/src/core/not-built.ts";

const HINT = "Mend Dockerfile.";
const why = (output: string) => notBuilt(output, "exit code 1", HINT);

/** Recorded in a network namespace with nothing in it, or by a resolver that knows no such name. */
const UNRESOLVED: Record<string, string> = {
  podman:
    'Trying to pull registry.invalid/none:1...\nError: creating build container: initializing source docker://registry.invalid/none:1: pinging container registry registry.invalid: Get "https://registry.invalid/v2/": dial tcp: lookup registry.invalid on 10.0.0.53:53: no such host',
  "podman, no route":
    'Error: creating build container: initializing source docker://registry.invalid/none:1: pinging container registry registry.invalid: Get "https://registry.invalid/v2/": dial tcp: lookup registry.invalid on 10.0.0.53:53: dial udp 10.0.0.53:53: connect: network is unreachable',
  "docker, whose resolver is its own host":
    "Get https://registry-1.docker.io/v2/: dial tcp: lookup registry-1.docker.io on [::1]:53: read udp [::1]:48238->[::1]:53: read: connection refused",
  npm: "npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\nnpm error errno EAI_AGAIN\nnpm error request to https://packages.example.org/left-pad failed, reason: getaddrinfo EAI_AGAIN packages.example.org\nnpm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log",
  pip: "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<HTTPSConnection object at 0x7ff44e9be7d0>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/idna/\nERROR: Could not find a version that satisfies the requirement idna==3.11 (from versions: none)\nERROR: No matching distribution found for idna==3.11",
  curl: "curl: (6) Could not resolve host: example.com",
  git: "fatal: unable to access 'https://github.com/x/y/': Could not resolve host: github.com",
  busybox: "wget: bad address 'example.com'",
  go: 'go: module example.com/x: Get "https://modules.example.org/example.com/x/@v/list": dial tcp: lookup modules.example.org on 10.0.0.53:53: dial udp 10.0.0.53:53: connect: network is unreachable',
};

describe("a name that was not resolved", () => {
  it.each(Object.entries(UNRESOLVED))("%s", (_, output) => {
    const { message, hint } = why(output);
    expect(message).toMatch(/^The image could not be built: a name was not resolved: /);
    expect(hint).not.toContain("Dockerfile");
    expect(hint).toContain("network");
  });

  it("is told by the line that names it", () => {
    const { message } = why(UNRESOLVED.npm ?? "");
    expect(message).toMatch(/reason: getaddrinfo EAI_AGAIN packages\.example\.org$/);
    expect(why(`${"x".repeat(900)} Could not resolve host: a`).message.length).toBeLessThan(400);
  });
});

it.each([
  ["curl: (7) Failed to connect to example.com port 443 after 2 ms: Connection refused"],
  [
    "failed to do request: Head https://registry-1.docker.io/v2/: dial tcp 3.1.1.9:443: i/o timeout",
  ],
  [
    "npm error network request to https://r.example/x failed, reason: connect ECONNREFUSED 10.1.2.3:443",
  ],
])("a connection that failed: %s", (output) => {
  const { message, hint } = why(`${output}\nmore`);
  expect(message).toBe(`The image could not be built: a connection failed: ${output}`);
  expect(hint).toContain("network");
});

it.each([
  ["a compiler", "main.c:3:1: error: unknown type name 'foo'\nmake: *** [main.o] Error 1"],
  ["a missing package", "npm error code E404\nnpm error 404 Not Found - GET https://r.example/x"],
  ["an address that needs a login", "unauthorized: authentication required"],
  ["a test's own database", "Error: connect ECONNREFUSED 127.0.0.1:5432"],
  ["an engine that is not there", "dial unix /run/docker.sock: connect: connection refused"],
  ["what was tried again, long before", `Could not resolve host: a\n${"ok\n".repeat(40)}error: no`],
])("%s is not the network's fault", (_, output) => {
  expect(why(output)).toEqual({
    code: "image.not-built",
    message: "The image could not be built: exit code 1",
    hint: HINT,
  });
});
