/** What to do about a registry's refusal, by what the real programs said of it. */
import { expect, it } from "vitest";
import { refusalHint } from "../../dagger/src/registry/refusal.ts";

it.each([
  ["dial tcp 127.0.0.1:5999: connect: connection refused", "does not answer"],
  ["dial tcp: lookup registry.example on 10.0.0.1:53: no such host", "does not answer"],
  ["GET http://127.0.0.1/v2/a/manifests/1: MANIFEST_UNKNOWN: manifest unknown", "no such image"],
])("%s", (said, hint) => expect(refusalHint(said)).toContain(hint));

it("nothing is guessed of a refusal that may have any cause", () => {
  expect(refusalHint("unexpected status code 401 Unauthorized")).toBeUndefined();
});
