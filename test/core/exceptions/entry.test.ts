/** What an exception covers of a finding that several tools tell of, and from when to when. */
import { expect, it } from "vitest";
import {
  daysOf,
  type Entry,
  timely,
  unfixed,
  within,
} from "../../../dagger/src/core/exceptions/entry.ts";
import type { Finding, PackageRef } from "../../../dagger/src/core/finding.ts";
import { joinFindings } from "../../../dagger/src/core/join-findings.ts";

const LODASH: PackageRef = {
  ...{ name: "lodash", version: "4.17.4", purl: "pkg:npm/lodash@4.17.4", fixed: "", os: false },
};

/** CVE-2024-1, as each stage tells it: in a package, at a path. */
function found(...told: readonly [stage: string, path: string, ref: PackageRef][]): Finding {
  const [finding] = joinFindings(
    told.map(([stage, path, ref]) => ({
      ...{ stage, tool: stage },
      findings: [
        {
          ...{ category: "vulnerability", id: "CVE-2024-1", title: "", severity: "high" },
          ...{ package: ref, location: { path } },
        },
      ],
    })),
  );
  if (!finding) throw new Error("nothing was found");
  return finding;
}

const entry = (more: Partial<Entry>): Entry => ({
  ...{ id: "CVE-2024-1", reason: "r", owner: "ana", scope: {}, scopeWords: [], untilFixed: false },
  origin: { kind: "policy", file: "greengate.yaml" },
  ...more,
});

it("what another stage sees as well is not covered by an exception of one", () => {
  const ofFs = entry({ scope: { stage: "trivy-fs" } });
  const one = ["trivy-fs", "package-lock.json", LODASH] as const;
  const other = ["trivy-image", "app/package.json", LODASH] as const;
  expect(within(ofFs, found([...one]))).toBe(true);
  expect(within(ofFs, found([...one], [...other]))).toBe(false);
});

it("nor what lies in another place as well", () => {
  const here = entry({ scope: { paths: ["package-lock.json"] } });
  const finding = found(["trivy-fs", "package-lock.json", LODASH]);
  expect(within(here, finding)).toBe(true);
  const both = found(
    ["trivy-fs", "package-lock.json", LODASH],
    ["trivy-fs", "b/package-lock.json", LODASH],
  );
  expect(within(here, both)).toBe(false);
});

it("counts from its first day's first moment to its last one's last", () => {
  const days = entry(daysOf("2026-11-20", "2026-11-24"));
  const at = (instant: string) => timely(days, Date.parse(instant));
  expect(at("2026-11-19T23:59:59.999Z")).toBe(false);
  expect(at("2026-11-20T00:00:00.000Z")).toBe(true);
  expect(at("2026-11-24T23:59:59.999Z")).toBe(true);
  expect(at("2026-11-25T00:00:00.000Z")).toBe(false);
});

it("that nobody knows of a fix, only a package with a purl tells", () => {
  const of = (more: Partial<PackageRef>) =>
    unfixed(found(["trivy-fs", "package-lock.json", { ...LODASH, ...more }]));
  expect(of({})).toBe(true);
  expect(of({ fixed: "4.17.21" })).toBe(false);
  expect(of({ purl: "" })).toBe(false);
});
