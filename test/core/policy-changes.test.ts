/** What a change makes of the policy: nothing of it goes unseen. */
import { describe, expect, it } from "vitest";
import { policyChanges } from "../../dagger/src/core/policy/changes.ts";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";

const policy = (given: object) => policySchema.parse({ version: 1, ...given });

describe("the test command", () => {
  // `test npm` is true of every service.
  it.each([
    [["test", "npm"], '["npm","test"] → ["test","npm"]'],
    [["npm", "test", "npm"], '["npm","test"] → ["npm","test","npm"]'],
  ])("%j in place of npm test", (test, words) => {
    const [before, after] = [{ test: ["npm", "test"] }, { test }];
    const one = policyChanges(policy({ service: before }), policy({ service: after }));
    expect(one).toEqual([`service.test: ${words}`]);
    const several = ({ test }: { test: string[] }) =>
      policy({ services: [{ name: "users", path: "users", test }] });
    const many = policyChanges(several(before), several(after));
    expect(many).toEqual([`services users.test: ${words}`]);
  });
});

it("the order of what is excluded says nothing", () => {
  const before = policy({ exclude: ["a", "b"] });
  expect(policyChanges(before, policy({ exclude: ["b", "a"] }))).toEqual([]);
});
