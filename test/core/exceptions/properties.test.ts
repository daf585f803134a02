/** Properties of exceptions, whatever they are limited to: never better by one more finding. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Verdict } from "../../../dagger/src/core/verdict.ts";
import { json } from "../../../dagger/src/outputs/json.ts";
import { vulnerableRun, withExceptions } from "../../support/exceptions.ts";
import { decideRun, fixture, withReport } from "../../support/run.ts";

interface Found {
  VulnerabilityID: string;
  PkgName: string;
  InstalledVersion: string;
  FixedVersion: string;
  Severity: string;
  purl: boolean;
}

const found: fc.Arbitrary<Found> = fc.record({
  VulnerabilityID: fc.constantFrom("CVE-2024-1", "CVE-2024-2"),
  PkgName: fc.constantFrom("lodash", "minimist"),
  InstalledVersion: fc.constantFrom("1.0.0", "1.5.0", "2.0.0"),
  FixedVersion: fc.constantFrom("", "2.0.1"),
  Severity: fc.constantFrom("MEDIUM", "HIGH"),
  purl: fc.boolean(),
});

const exception = fc.record(
  {
    id: fc.constantFrom("CVE-2024-1", "CVE-2024-2"),
    package: fc.constantFrom("lodash", "minimist"),
    purl: fc.constantFrom("pkg:npm/lodash", "pkg:npm/minimist", "pkg:npm/lodash@1.0.0"),
    path: fc.constantFrom("app/package-lock.json", "other"),
    stage: fc.constantFrom("trivy-image", "trivy-fs"),
    untilFixed: fc.boolean(),
    until: fc.constantFrom("2026-12-31", "2026-11-01"),
    since: fc.constantFrom("2026-10-01"),
  },
  { requiredKeys: ["id", "until"] },
);
/** The policy takes no two for the same thing; here the first of them decides. */
const exceptions = fc.array(exception, { minLength: 1, maxLength: 4 });

function judged(list: readonly Found[], given: readonly Record<string, unknown>[]): Verdict {
  const report = JSON.parse(fixture("trivy/image-vuln-json.json").toString("utf8"));
  for (const result of report.Results) delete result.Vulnerabilities;
  report.Results[0].Vulnerabilities = [];
  report.Results[1] = {
    ...report.Results[1],
    Target: "app/package-lock.json",
    Class: "lang-pkgs",
    Vulnerabilities: list.map(({ purl, ...each }) => ({
      ...each,
      ...(purl && {
        PkgIdentifier: { PURL: `pkg:npm/${each.PkgName}@${each.InstalledVersion}` },
      }),
    })),
  };
  const run = withReport(vulnerableRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
  run.policy = withExceptions(run.policy, ...given);
  return decideRun(run);
}

const rank = ({ verdict }: Verdict) => ["pass", "warn", "incomplete", "block"].indexOf(verdict);

it("one more finding never betters a verdict", () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 6 }), found, exceptions, (list, one, given) => {
      // Of a package that one tool names and another describes, the description counts.
      const described = [...list, one].map((each) => ({ ...each, purl: one.purl }));
      const before = judged(described.slice(0, -1), given);
      expect(rank(judged(described, given))).toBeGreaterThanOrEqual(rank(before));
    }),
  );
});

it("no exception excepts more than there would be without its limits", () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 6 }), exceptions, (list, given) => {
      const loose = given.map(({ id, until }) => ({ id, until }));
      const [narrow, wide] = [judged(list, given), judged(list, loose)];
      expect(narrow.actions.excepted).toBeLessThanOrEqual(wide.actions.excepted);
    }),
  );
});

it("the order of findings changes no byte", () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 6 }), exceptions, (list, given) => {
      const other = json.render(judged([...list].reverse(), given));
      expect(other).toBe(json.render(judged(list, given)));
    }),
  );
});
