/** What reads the same, for want of a place, is one line with its count. */
import { expect, it } from "vitest";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { goneLines, newByCause } from "../../dagger/src/outputs/shared/news.ts";
import { manyFindings } from "../support/report-verdicts.ts";

it("of what is fixed", () => {
  const gone = { id: "KSV-0014", title: "Root file system", packages: [] } as never;
  const other = { id: "CVE-1", title: "Overread", packages: ["zlib"] } as never;
  expect(goneLines([gone, other, gone])).toEqual([
    { text: "2 × KSV-0014: Root file system", count: 2 },
    { text: "CVE-1 in zlib: Overread", count: 1 },
  ]);
});

it("of what is new", () => {
  const verdict = manyFindings(1);
  const finding = { ...verdict.findings[0], id: "KSV-0048", packages: [], action: "block" };
  const fresh = { ...finding, cause: "code", age: { new: true, firstSeen: "2026-11-26" } };
  const of = { ...verdict, findings: [fresh, fresh] } as unknown as Verdict;
  expect(newByCause(of)).toEqual(["by the change: 2 × KSV-0048"]);
});

it("and what is not named of it is counted in findings, not in lines", () => {
  const verdict = manyFindings(1);
  const fresh = (id: string) => ({
    ...{ ...verdict.findings[0], id, packages: [], action: "block" },
    ...{ cause: "code", age: { new: true, firstSeen: "2026-11-26" } },
  });
  const ids = ["R-1", "R-2", "R-3", "R-4", "R-5", "R-6", "R-6", "R-7"];
  const of = { ...verdict, findings: ids.map(fresh) } as unknown as Verdict;
  expect(newByCause(of)).toEqual(["by the change: R-1, R-2, R-3, R-4, R-5 and 3 more"]);
});
