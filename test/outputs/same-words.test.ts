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
