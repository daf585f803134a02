/** What someone meant who wrote a name that there is not. */
import { expect, it } from "vitest";
import { didYouMean, near } from "../../dagger/src/core/near.ts";

const STAGES = ["trivy-fs", "trivy-config", "trivy-image", "zap-baseline", "pip-audit", "kev"];

it.each([
  ["trivy_image", ["trivy-image"]],
  ["Trivy-FS", ["trivy-fs"]],
  ["zap", ["zap-baseline"]],
  ["trivy", ["trivy-fs", "trivy-config", "trivy-image"]],
  ["trivy-iamge", ["trivy-image"]],
  ["zap-basline", ["zap-baseline"]],
  ["pip-adit", ["pip-audit"]],
  ["grype", []],
  ["trivy-iac", []],
  ["key", []],
  ["", []],
])("%s is near %j", (given, meant) => {
  expect(near(given, STAGES)).toEqual(meant);
});

it("is asked in words", () => {
  expect(didYouMean("trivy", STAGES)).toBe("Did you mean trivy-fs, trivy-config or trivy-image?");
  expect(didYouMean("grype", STAGES)).toBeUndefined();
});
