/** Pins of Swift's and parts of pods, under the names that advisories have. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const planted = (path: string, text: string) =>
  selectLockfiles(treeOf({ [path]: text })).planted?.[path];

it.each([
  "git@github.com:apple/swift-nio.git",
  "ssh://git@github.com:22/apple/swift-nio.git",
  "git://github.com/apple/swift-nio.git",
  "http://github.com/apple/swift-nio.git/",
])("Swift's pin of %s has the address that advisories have", (location) => {
  const state = { revision: "x", version: "2.0.0" };
  const told = planted(
    "Package.resolved",
    JSON.stringify({ version: 2, pins: [{ location, state }] }),
  );
  const own = { location: "https://github.com/apple/swift-nio.git", state };
  expect(JSON.parse(String(told))).toEqual({ version: 2, pins: [own] });
});

it("of Swift's first version, one that is pinned by a revision alone is listed with it", () => {
  const repositoryURL = "https://github.com/apple/swift-nio";
  const lock = (state: object) =>
    JSON.stringify({ version: 1, object: { pins: [{ repositoryURL, state }] } });
  const pinned = { branch: null, revision: "4f5c", version: null };
  expect(planted("Package.resolved", lock(pinned))).toBe(lock({ ...pinned, version: "4f5c" }));
  expect(planted("Package.resolved", lock({ branch: null, version: "1.0.0" }))).toBeUndefined();
  expect(planted("Package.resolved", "{")).toBeUndefined();
});

it("a part of a pod is looked up as its pod", () => {
  const lock = (core: string, data: string) =>
    `PODS:\n  - ${core} (6.0.0):\n    - Firebase/CoreOnly\n    - Other/A (= 1)\n  - ${data} (7.0.0)"\n\nDEPENDENCIES:\n  - Firebase/Core\n`;
  expect(planted("Podfile.lock", lock("Firebase/Core", '"GoogleUtilities/NSData+zlib'))).toBe(
    lock("Firebase", '"GoogleUtilities'),
  );
  expect(planted("Podfile.lock", lock("Firebase", "Other"))).toBeUndefined();
});
