/** Versions in the order of their ecosystem, and the one that an upgrade is told. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderOf, purlType } from "../../dagger/src/core/versions/order.ts";
import { clears, fixedVersions, targetOf } from "../../dagger/src/core/versions/target.ts";

/** Each list from old to new, as the ecosystem's own tool orders it. */
const ORDERED: Record<string, string[]> = {
  npm: ["1.0.0-rc.1", "1.0.0", "1.9.0", "1.10.0"],
  golang: ["v0.0.0-20200101000000-abcdefabcdef", "v0.1.0", "v1.2.3", "v1.10.0+incompatible"],
  pypi: ["1.0.dev1", "1.0a1", "1.0rc1", "1.0", "1.0.post1", "1.10", "1!0.1"],
  gem: ["1.0.0.rc1", "1.0.0", "1.0.0.1", "1.10"],
  maven: [
    "1.0-alpha-1",
    "1.0-rc1",
    "1.0-SNAPSHOT",
    "1.0",
    "1.0-sp1",
    "1.0.1",
    "2.12.7",
    "2.12.7.1",
  ],
  deb: ["1.0~rc1-1", "1.0-1", "1.0-1+deb12u2", "1.0-1+deb12u10", "1.0.1-1", "1:0.9-1"],
  rpm: [
    "1.0~rc1-1.el9",
    "1.0-1.el9",
    "1.0-1.el9_1",
    "1.0^git1-1.el9",
    "1.0.1-1.el9",
    "1:0.9-1.el9",
  ],
  apk: ["1.2_rc1-r0", "1.2-r0", "1.2-r2", "1.2-r10", "1.2_p1-r0", "1.2a-r0", "1.2.1-r0", "1.10-r0"],
};

it.each(Object.entries(ORDERED))("the order of %s", (type, versions) => {
  for (const mixed of [[...versions].reverse(), [...versions].sort()]) {
    const ranks = orderOf(type)?.(mixed);
    expect(versions.map((version) => ranks?.get(version))).toEqual(versions.map((_, i) => i));
  }
});

describe("what to upgrade to", () => {
  const cases: [installed: string, fixes: string[], purl: string, target: string | undefined][] = [
    ["4.17.4", ["4.17.12", "4.17.19", "4.17.21"], "pkg:npm/lodash@4.17.4", "4.17.21"],
    // Not the fix of an older line.
    ["1.2.0", ["0.2.4, 1.2.6"], "pkg:npm/minimist@1.2.0", "1.2.6"],
    ["0.12", ["0.12.3", "2.3.2, 2.2.5"], "pkg:pypi/flask@0.12", "2.2.5"],
    // 5.0.0 would mend the first and has the second.
    ["4.1.0", ["4.2.0, 5.0.0", "4.2.1, 5.0.2"], "pkg:npm/x@4.1.0", "4.2.1"],
    ["4.1.0", ["5.0.0", "4.2.1, 5.0.2"], "pkg:npm/x@4.1.0", "5.0.2"],
    [
      "3.0.9-1",
      ["3.0.15-1~deb12u1", "3.0.9-1+deb12u3"],
      "pkg:deb/debian/x@3.0.9-1",
      "3.0.15-1~deb12u1",
    ],
    ["5.2.3", ["~> 5.2.4, >= 5.2.4.3", ">= 6.0.3.1, ~> 5.2.4.3"], "pkg:gem/x@5.2.3", "5.2.4.3"],
    // One version needs no order, as long as nothing speaks against it.
    ["2024-1", ["2024-2"], "pkg:odd/x@2024-1", "2024-2"],
    ["", ["1.2.3"], "", "1.2.3"],
    ["2.0.0", ["1.2.3"], "pkg:npm/x@2.0.0", undefined],
    ["2024-1", ["2024-2", "2024-3"], "pkg:odd/x@2024-1", undefined],
    ["odd", ["1.2.3", "1.2.4"], "pkg:npm/x@odd", undefined],
  ];

  it.each(cases)("%s with fixes %j of %s: %s", (installed, fixes, purl, target) => {
    const all = fixes.map(fixedVersions);
    const ranks = orderOf(purlType(purl))?.([installed, ...all.flat()]) ?? new Map();
    expect(targetOf(installed, all, ranks)).toBe(target);
  });

  /** Problems that each line of releases, 1.x to 3.x, has from its beginning up to some fix. */
  const problem = fc
    .uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 })
    .chain((lines) =>
      fc.tuple(
        ...lines.map((line) => fc.tuple(fc.constant(line), fc.integer({ min: 1, max: 20 }))),
      ),
    );

  it("is no version that has any of the problems, and the lowest that is named", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 20 })),
        fc.array(problem, { minLength: 1, maxLength: 5 }),
        ([major, minor], problems) => {
          const fixes = problems.map((lines) => lines.map(([line, fix]) => `${line}.${fix}.0`));
          /** A line that is not named never had it, if it is newer than those that are. */
          const has = (version: string, lines: [number, number][]) => {
            const [at = 0, minor = 0] = version.split(".").map(Number);
            const fix = lines.find(([line]) => line === at)?.[1];
            return fix === undefined ? at < Math.max(...lines.map(([l]) => l)) : minor < fix;
          };
          const installed = `${major}.${minor}.0`;
          const ranks = orderOf("npm")?.([installed, ...fixes.flat()]) ?? new Map();
          const rank = (version: string) => ranks.get(version) ?? Number.NaN;
          const target = targetOf(installed, fixes, ranks);
          const free = fixes
            .flat()
            .filter((version) => rank(version) > rank(installed))
            .filter((version) => problems.every((lines) => !has(version, lines)))
            .sort((a, b) => rank(a) - rank(b));
          expect(target).toBe(free[0]);
          if (target === undefined) return;
          expect(fixes.every((each) => clears(target, each, ranks))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("of one fix each is what it is of the same fix twice, in whatever spelling and order", () => {
    const version = fc.constantFrom("1.0.0", "v1.0.0", "1.2.0", "v1.2.0", "2.0.0", "no version");
    fc.assert(
      fc.property(version, fc.array(version, { maxLength: 5 }), (installed, fixes) => {
        const ranks = orderOf("npm")?.([installed, ...fixes]) ?? new Map();
        // All of them one and the same is told without an order.
        fc.pre(new Set(fixes).size !== 1);
        const once = fixes.map((fix) => [fix]);
        const twice = fixes.map((fix) => [fix, fix]);
        expect(targetOf(installed, once, ranks)).toBe(targetOf(installed, twice, ranks));
      }),
      { numRuns: 2000 },
    );
  });
});
