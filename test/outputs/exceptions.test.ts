/** Exceptions in sentences: those that differ by their ids alone share one. */
import { expect, it } from "vitest";
import { exceptionLines } from "../../dagger/src/outputs/shared/exceptions.ts";
import { excepted } from "../support/exceptions.ts";

const OPENSSL = { purl: "pkg:deb/debian/libssl3@3.0.9-1" };

it("one sentence for those of one package, owner, end and reason, in their order", () => {
  const { verdict } = excepted(
    { id: "CVE-2024-5535", ...OPENSSL },
    { id: "CVE-2021-23337", purl: "pkg:npm/lodash@4.17.4" },
    { id: "CVE-2023-5363", ...OPENSSL },
    { id: "CVE-2024-6119", ...OPENSSL, reason: "another" },
  );
  expect(exceptionLines(verdict)).toEqual([
    {
      text: "Excepted: CVE-2024-5535, CVE-2023-5363 (purl pkg:deb/debian/libssl3@3.0.9-1), ana until 2026-12-31, greengate.yaml: not reachable [2 findings]; could be fixed by now: CVE-2024-5535 in libssl3, by 3.0.15-1~deb12u1; CVE-2023-5363 in libssl3, by 3.0.11-1~deb12u2",
      count: 2,
    },
    expect.objectContaining({ text: expect.stringContaining("CVE-2021-23337 (purl"), count: 1 }),
    expect.objectContaining({ text: expect.stringContaining(": another [1 finding]"), count: 1 }),
  ]);
});

it("those that end on other days, or are in another state, stand apart", () => {
  const { verdict } = excepted(
    { id: "CVE-2024-5535", ...OPENSSL },
    { id: "CVE-2023-5363", ...OPENSSL, until: "2027-01-31" },
    { id: "CVE-2024-6119", ...OPENSSL, until: "2026-11-01" },
    { id: "CVE-1", ...OPENSSL },
  );
  expect(exceptionLines(verdict).map(({ text }) => text.split(" (")[0])).toEqual([
    "Ran out: CVE-2024-6119",
    "Excepted: CVE-2024-5535",
    "Excepted: CVE-2023-5363",
    "Never used: CVE-1",
  ]);
});

it("five ids a sentence: a longer one would be cut", () => {
  const ids = ["CVE-1", "CVE-2", "CVE-3", "CVE-4", "CVE-5", "CVE-6", "CVE-7"];
  const lines = exceptionLines(excepted(...ids.map((id) => ({ id }))).verdict);
  expect(lines.map(({ count }) => count)).toEqual([5, 2]);
});
