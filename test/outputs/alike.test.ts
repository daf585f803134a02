/** A rule is one row of a table, wherever it was found; a package is one of its own. */
import { expect, it } from "vitest";
import type { JudgedFinding } from "../../dagger/src/core/verdict.ts";
import { alike, countOf } from "../../dagger/src/outputs/shared/alike.ts";
import { manyFindings } from "../support/verdicts.ts";

const [inPackage, other] = manyFindings(2).findings as [JudgedFinding, JudgedFinding];
const at = (path: string, more: Partial<JudgedFinding> = {}): JudgedFinding => ({
  ...{ ...inPackage, id: "R-1", title: "Runs as root", packages: [], fingerprint: path },
  ...{ locations: [{ path }], ...more },
});

it("joins what a row would say the same of", () => {
  const rows = alike([at("a"), at("b", { id: "R-2" }), at("c"), at("d", { severity: "low" })]);
  const told = rows.map(({ finding, count }) => [
    finding.id,
    finding.locations.map(({ path }) => path).join(),
    count,
  ]);
  expect(told).toEqual([
    ["R-1", "a,c", 2],
    ["R-2", "b", 1],
    ["R-1", "d", 1],
  ]);
  expect(countOf(rows)).toBe(4);
});

it("keeps apart what is known of one alone, and packages", () => {
  const exploited = { added: "2026-01-01", due: "2026-02-01" };
  expect(alike([at("a"), at("b", { exploited })])).toHaveLength(2);
  expect(alike([inPackage, other])).toHaveLength(2);
});
