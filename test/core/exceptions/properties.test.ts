/** Properties of exceptions, whatever they are limited to: never better by one more finding. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePurl } from "../../../dagger/src/core/exceptions/purl.ts";
import type { Statement } from "../../../dagger/src/core/exceptions/vex/statement.ts";
import type { Verdict } from "../../../dagger/src/core/verdict.ts";
import { json } from "../../../dagger/src/outputs/json.ts";
import { vulnerableRun, withExceptions } from "../../support/exceptions.ts";
import { decideRun, fixture, NOW, withReport } from "../../support/run.ts";

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

const statement: fc.Arbitrary<Statement> = fc.record({
  names: fc.constantFrom(["CVE-2024-1"], ["CVE-2024-2"], ["GHSA-1", "CVE-2024-1"]),
  status: fc.constantFrom("not_affected", "fixed", "affected", "under_investigation"),
  at: fc.constantFrom(NOW - 2, NOW - 1, NOW, NOW + 1, undefined),
  subjects: fc.array(
    fc
      .constantFrom("pkg:npm/lodash", "pkg:npm/lodash@1.0.0", "pkg:npm/minimist@2.0.0")
      .map((purl) => {
        const parsed = parsePurl(purl);
        return parsed.ok ? { package: parsed.value } : {};
      }),
    { maxLength: 2 },
  ),
  why: fc.constantFrom("not reachable", undefined),
  author: fc.constant("ana"),
  file: fc.constant("vex.json"),
});
const statements = fc.array(statement, { maxLength: 5 });

function judged(
  list: readonly Found[],
  given: readonly Record<string, unknown>[],
  said: readonly Statement[] = [],
): Verdict {
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
  return decideRun(run, { givenVex: { files: new Map(), entries: [], statements: said } });
}

const rank = ({ verdict }: Verdict) => ["pass", "warn", "incomplete", "block"].indexOf(verdict);

it("one more finding never betters a verdict", () => {
  fc.assert(
    fc.property(
      fc.array(found, { maxLength: 6 }),
      found,
      exceptions,
      statements,
      (list, one, given, said) => {
        // Of a package that one tool names and another describes, the description counts.
        const described = [...list, one].map((each) => ({ ...each, purl: one.purl }));
        const before = judged(described.slice(0, -1), given, said);
        expect(rank(judged(described, given, said))).toBeGreaterThanOrEqual(rank(before));
      },
    ),
  );
});

it("one more word against it never betters a verdict, and one to come changes nothing", () => {
  const against = statement.map((each) => ({ ...each, status: "affected" as const }));
  fc.assert(
    fc.property(fc.array(found, { maxLength: 6 }), statements, against, (list, said, more) => {
      const before = rank(judged(list, [], said));
      expect(rank(judged(list, [], [...said, more]))).toBeGreaterThanOrEqual(before);
      const later = said.map((each) => ({ ...each, at: NOW + 1 }));
      expect(judged(list, [], later).actions.excepted).toBe(0);
    }),
  );
});

it("the order of statements changes no decision", () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 6 }), statements, (list, said) => {
      const actions = (of: readonly Statement[]) =>
        judged(list, [], of).findings.map(({ action }) => action);
      expect(actions([...said].reverse())).toEqual(actions(said));
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
