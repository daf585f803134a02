/** VERS ranges: in, out, and what can't be decided. */
import { expect, it } from "vitest";
import { parseVersions } from "../../../dagger/src/core/exceptions/versions.ts";

it.each([
  ["vers:npm/>=1.0.0|<2.0.0", "1.0.0", true],
  ["vers:npm/>=1.0.0|<2.0.0", "2.0.0", false],
  ["vers:npm/>=1.0.0|<2.0.0", "2.0.0-rc.1", true],
  ["vers:npm/>1.0.0|<=2.0.0", "1.0.0", false],
  ["vers:npm/>1.0.0|<=2.0.0", "2.0.0", true],
  ["vers:npm/<1.0.0|>=2.0.0|<3.0.0", "0.9.0", true],
  ["vers:npm/<1.0.0|>=2.0.0|<3.0.0", "1.5.0", false],
  ["vers:npm/<1.0.0|>=2.0.0|<3.0.0", "2.5.0", true],
  ["vers:npm/<1.0.0|>=2.0.0|<3.0.0", "3.0.0", false],
  ["vers:npm/1.2.3|>=2.0.0", "1.2.3", true],
  ["vers:npm/1.2.3|>=2.0.0", "9.0.0", true],
  ["vers:npm/1.2.3|>=2.0.0", "1.2.4", false],
  ["vers:npm/>=1.0.0|!=1.5.0|<2.0.0", "1.5.0", false],
  ["vers:npm/>=1.0.0|!=1.5.0|<2.0.0", "1.5.1", true],
  ["vers:npm/!=1.5.0", "1.5.0", false],
  ["vers:npm/!=1.5.0", "1.6.0", true],
  ["vers:npm/>=1.0.0", "latest", false],
  ["vers:golang/<v1.2.0", "v1.1.0", true],
  ["vers:pypi/<2.31.0", "2.31.0rc1", true],
  ["vers:pypi/<2.31", "2.31.0", false],
  ["vers:deb/3.0.9-1|3.0.11-1~deb12u2", "3.0.9-1", true],
  ["vers:deb/3.0.9-1", "3.0.9", false],
  ["vers:deb/5.2.15-2%2Bb2", "5.2.15-2+b2", true],
])("%s has %s: %s", (range, version, expected) => {
  const parsed = parseVersions(range);
  expect(parsed.ok && parsed.value.has(version)).toBe(expected);
});

it.each([
  "4.17.4",
  "vers:npm/*",
  "vers:npm/",
  "vers:npm/>=1.0.0|",
  "vers:npm/=1.0.0",
  "vers:npm/1.x",
  "vers:npm/>=2.0.0|<1.0.0",
  "vers:npm/1.0.0|1.0.0",
  "vers:npm/>=1.0.0|>=2.0.0",
  "vers:npm/>= 1.0.0",
  "vers:npm/%ZZ",
  "vers:rpm/<1.0",
])("%s is refused", (range) => {
  expect(parseVersions(range).ok).toBe(false);
});
