/** The service as a call describes it. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { withService } from "../../dagger/src/core/policy/service-options.ts";

it.each([{ buildArgs: ["BASE"] }, { env: ["HOSTS=a", "b"] }, { env: ["=x"] }])(
  "what is no NAME=VALUE is refused: %j",
  (options) => {
    expect(withService(DEFAULT_POLICY, options)).toMatchObject({
      ok: false,
      error: { code: "options.no-pair" },
    });
  },
);

it("a value may be empty, or have more of =", () => {
  const given = withService(DEFAULT_POLICY, { env: ["A=", "B=c=d"] });
  expect(given).toMatchObject({ ok: true, value: { service: { env: { A: "", B: "c=d" } } } });
});
