/** What an exception of the policy covers, on a recorded real report, and what it must not. */
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../dagger/src/core/policy/file.ts";
import { excepted, only } from "../../support/exceptions.ts";

const LODASH = { id: "CVE-2021-23337" };

describe("covers", () => {
  it.each([
    ["its id", {}],
    ["package", { package: "lodash" }],
    ["purl", { purl: "pkg:npm/lodash@4.17.4" }],
    ["purl of any version", { purl: "pkg:npm/lodash" }],
    ["a range", { purl: "pkg:npm/lodash", versions: "vers:npm/>=4.0.0|<4.17.21" }],
    ["listed versions", { purl: "pkg:npm/lodash", versions: "vers:npm/4.17.3|4.17.4" }],
    ["path", { path: "app/node_modules/lodash/package.json" }],
    ["stage", { stage: "trivy-image" }],
    ["service", { service: "service" }],
    ["since", { since: "2026-11-24" }],
    ["its last day", { until: "2026-11-24" }],
  ])("%s", (_name, scope) => {
    const { verdict, ids } = excepted({ ...LODASH, ...scope });
    expect(ids).toEqual([LODASH.id]);
    expect(only(verdict)).toMatchObject({ state: "in-force", owner: "ana" });
  });

  it("a Debian package by purl, qualifiers and a list of versions", () => {
    const purl = "pkg:deb/debian/libssl3";
    const id = "CVE-2024-5535";
    expect(excepted({ id, purl: `${purl}?distro=debian-12.5` }).ids).toEqual([id]);
    expect(excepted({ id, purl, versions: "vers:deb/3.0.9-1" }).ids).toEqual([id]);
  });
});

describe("does not cover", () => {
  it.each([
    ["another id", { id: "CVE-1" }, "unused"],
    ["another package", { package: "lodash-es" }, "unused"],
    ["another type", { purl: "pkg:pypi/lodash" }, "unused"],
    ["another namespace", { purl: "pkg:npm/%40types/lodash" }, "unused"],
    ["another version", { purl: "pkg:npm/lodash@4.17.5" }, "unused"],
    ["a qualifier that the report has not", { purl: "pkg:npm/lodash?arch=arm64" }, "unused"],
    ["a range beside it", { purl: "pkg:npm/lodash", versions: "vers:npm/<4.17.4" }, "unused"],
    ["another path", { path: "app/package.json" }, "unused"],
    ["another stage", { stage: "trivy-fs" }, "unused"],
    ["since tomorrow", { since: "2026-11-25" }, "pending"],
    ["the day after its last", { until: "2026-11-23" }, "expired"],
    ["until a fix exists, which does", { until: undefined, untilFixed: true }, "expired"],
  ])("%s", (_name, scope, state) => {
    const { verdict, ids } = excepted({ ...LODASH, ...scope });
    expect(ids).toEqual([]);
    expect(only(verdict).state).toBe(state);
  });
});

it("until a fix exists: counts where the package is known and has none", () => {
  const open = { untilFixed: true, until: undefined };
  expect(excepted({ id: "CVE-2023-45853", ...open }).ids).toEqual(["CVE-2023-45853"]);
});

it("says what is wider than what it hits, and what could be fixed by now", () => {
  expect(only(excepted(LODASH).verdict).notes).toEqual([
    "wider than what it hits: purl pkg:npm/lodash@4.17.4 would do",
    "could be fixed by now: CVE-2021-23337 in lodash, by 4.17.21",
  ]);
  const narrow = { id: "CVE-2023-45853", purl: "pkg:deb/debian/zlib1g@1.2.13.dfsg-1" };
  expect(only(excepted(narrow).verdict).notes).toEqual([]);
});

describe("the policy check refuses", () => {
  const policy = (lines: string, head = "") =>
    parsePolicy(
      `version: 1\n${head}exceptions:\n  - id: CVE-1\n    reason: r\n    owner: o\n${lines}`,
      "p.yaml",
    );
  const LIMIT = "limits: { exceptionMaxDays: 30 }\n";
  const PURL = "    until: 2026-12-31\n    purl: ";

  it.each([
    ["no last day", "    package: p\n", "", "exceptions.0.until", 3],
    ["a wildcard purl", `${PURL}pkg:npm/lod*\n`, "", "exceptions.0.purl", 7],
    ["a purl whose version was left empty", `${PURL}pkg:npm/x@\n`, "", "exceptions.0.purl", 7],
    ["an empty qualifier", `${PURL}pkg:npm/x?arch=\n`, "", "exceptions.0.purl", 7],
    ["what is no purl", `${PURL}lodash\n`, "", "exceptions.0.purl", 7],
    [
      "a range of a purl with a version",
      `${PURL}pkg:npm/x@1.0.0\n    versions: vers:npm/<2.0.0\n`,
      "",
      "exceptions.0.versions",
      8,
    ],
    [
      "a range of another type",
      `${PURL}pkg:pypi/x\n    versions: vers:npm/<1.0.0\n`,
      "",
      "exceptions.0.versions",
      8,
    ],
    [
      "an order that is not known",
      `${PURL}pkg:deb/debian/x\n    versions: vers:deb/<1.0.0\n`,
      "",
      "exceptions.0.versions",
      8,
    ],
    [
      "a service that there is not",
      "    until: 2026-12-31\n    service: shop\n",
      "",
      "exceptions.0.service",
      7,
    ],
    ["no first day under a limit", "    until: 2026-12-31\n", LIMIT, "exceptions.0.since", 4],
    [
      "too many days",
      "    since: 2026-11-01\n    until: 2026-12-01\n",
      LIMIT,
      "exceptions.0.until",
      8,
    ],
    [
      "no last day under a limit",
      "    since: 2026-11-01\n    untilFixed: true\n",
      LIMIT,
      "exceptions.0.until",
      4,
    ],
  ])("%s", (_name, lines, head, field, line) => {
    const parsed = policy(lines, head);
    expect(parsed).toMatchObject({ ok: false, error: [{ field, line }] });
  });

  it("and takes as many days as the limit has", () => {
    expect(policy("    since: 2026-11-01\n    until: 2026-11-30\n", LIMIT).ok).toBe(true);
  });
});
