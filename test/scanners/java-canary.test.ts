/** The planted Java archive is Maven Central's, to the byte: else no Java database knows it. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { STARTER_WEB } from "../../dagger/src/scanners/trivy/java-canary.ts";

it("has the SHA-1 that Maven Central states, and nothing that names it", () => {
  const sha1 = createHash("sha1").update(STARTER_WEB).digest("hex");
  expect(sha1).toBe("2fe510ed31c08e65265451a407607fe53666df0a");
  expect(STARTER_WEB.includes("pom.properties")).toBe(false);
  expect(STARTER_WEB.includes("META-INF/LICENSE.txt")).toBe(true);
});
