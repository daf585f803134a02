/** The language runtime's own advisories: what its report and the advisories file make of a verdict. */
import { describe, expect, it } from "vitest";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { advisoriesFile } from "../../dagger/src/scanners/runtime/advisories.ts";
import { builtInAdvisories } from "../../dagger/src/scanners/runtime/built-in.ts";
import { judgeRuntime } from "../../dagger/src/scanners/runtime/judge.ts";
import {
  CANARIES,
  RUNTIMES,
  type RuntimeName,
} from "../../dagger/src/scanners/runtime/kinds/index.ts";
import { holds } from "../../dagger/src/scanners/runtime/versions.ts";
import { decideRun, fixture, gapCodes, greenRun, withReport } from "../support/run.ts";

interface Said {
  path?: string;
  exitCode?: number;
  answer?: string;
  package?: string;
}

const BUILT_IN = Buffer.from(builtInAdvisories);

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const parsed = (path: string) => JSON.parse(fixture(path).toString()) as Record<string, unknown>;

const named = (answer = "") => `/usr/local/bin/${answer.startsWith("v") ? "node" : "python"}`;

function judged(said: readonly Said[], advisories?: Uint8Array) {
  const programs = said.map((each) => ({ path: named(each.answer), exitCode: 0, ...each }));
  const run = withReport(
    greenRun(),
    "runtime",
    json({ ...parsed("runtime/report.json"), programs }),
  );
  if (advisories) withReport(run, "runtime", advisories, "advisories.json");
  const verdict = decideRun(run);
  const vulnerable = verdict.findings.filter(({ category }) => category === "vulnerability");
  return { verdict, codes: gapCodes(verdict), ids: vulnerable.map(({ id }) => id) };
}

/** The file with one runtime's entry changed. */
function changed(name: "node" | "python", change: (entry: Record<string, unknown>) => object) {
  const file = advisoriesFile.parse(parsed("runtime/advisories.json"));
  const entry = change({ ...file.runtimes[name] });
  return json({ ...file, runtimes: { ...file.runtimes, [name]: entry } });
}

describe("versions", () => {
  it("Node.js with known vulnerabilities, each with what mends it", () => {
    const { verdict, ids, codes } = judged([{ answer: "v24.13.1\n" }]);
    expect(codes).toEqual([]);
    expect(ids).toContain("CVE-2026-21637");
    expect(verdict.findings[0]).toMatchObject({
      category: "vulnerability",
      severity: "high",
      packages: [{ name: "node", purl: "pkg:generic/node@24.13.1", fixed: "24.14.1", os: false }],
    });
    expect(verdict.plan[0]?.what).toContain("must bring node 24.14.1 (now 24.13.1)");
  });

  it("a patched one has none of them; the version that is fixed is not affected", () => {
    expect(judged([{ answer: "v24.14.1" }]).ids).not.toContain("CVE-2026-21637");
    expect(judged([{ answer: "v24.21.0" }])).toMatchObject({ ids: [], codes: [] });
  });

  it("CPython, one problem of which is not fixed anywhere yet", () => {
    const { ids, verdict } = judged([{ answer: "Python 3.13.0" }]);
    expect(ids).toEqual(expect.arrayContaining(["CVE-2024-12254", "CVE-2026-11940"]));
    const open = verdict.findings.find(({ id }) => id === "CVE-2026-11940");
    expect(open?.packages).toMatchObject([{ purl: "pkg:generic/python@3.13.0", fixed: "" }]);
  });

  it.each([
    ["v20.20.2", "runtime.end-of-life"],
    ["Python 3.9.25", "runtime.end-of-life"],
    ["Python 2.7.18", "runtime.end-of-life"],
    ["v99.0.0", "runtime.release-unknown"],
    ["v25.0.0-rc.1", "runtime.no-version"],
    ["Python 3.14.0rc2", "runtime.no-version"],
    ["Python 3.13", "runtime.no-version"],
    ["v24.21.0 and more", "runtime.no-version"],
    ["", "runtime.no-version"],
    ["exec format error", "runtime.no-version"],
  ])("%j is not enough: %s", (answer, code) => {
    const { codes, verdict } = judged([{ answer }]);
    expect(codes).toEqual([code]);
    expect(["incomplete", "block"]).toContain(verdict.verdict);
  });

  it("a version told with another exit code than 0 is none", () => {
    expect(judged([{ answer: "v24.21.0", exitCode: 137 }]).codes).toEqual(["runtime.no-version"]);
  });

  it("one bad copy beside a good one is told", () => {
    const two = [{ answer: "v24.21.0" }, { path: "/opt/old/node", answer: "v24.13.1" }];
    expect(judged(two).verdict.findings[0]?.locations).toEqual([{ path: "/opt/old/node" }]);
  });

  it("what a package of the system brought is Trivy's to judge", () => {
    const { codes, verdict } = judged([{ package: "python3.11-minimal" }]);
    expect(codes).toEqual([]);
    const notes = verdict.stages.find(({ stage }) => stage === "runtime")?.notes;
    expect(notes?.join()).toContain("python3.11-minimal: Trivy judges it");
  });

  it.each([
    ["php", "PHP 8.3.13 (cli) (built: Oct 24 2024)", "CVE-2024-8932", "8.3.14"],
    [
      "ruby",
      "ruby 3.3.0 (2023-12-25 revision 5124f9ac75) [x86_64-linux]",
      "CVE-2024-27282",
      "3.3.1",
    ],
    ["java", 'JAVA_VERSION="17.0.9"', "CVE-2024-20918", "17.0.10"],
    ["java", 'openjdk version "1.8.0_392"', "CVE-2024-20918", "8.0.401"],
    ["java", 'JAVA_VERSION="17.0.3.1"', "CVE-2022-34169", ""],
  ])("%s, by what is built in: %s", (name, answer, id, fixed) => {
    const { verdict } = judged([{ path: `/opt/bin/${name}`, answer }], BUILT_IN);
    const found = verdict.findings.find((finding) => finding.id === id);
    expect(found?.packages).toMatchObject([{ name, fixed }]);
  });

  it("PHP 7.4: no advisory is written for it any more", () => {
    const { codes } = judged(
      [{ path: "/usr/local/bin/php", answer: "PHP 7.4.33 (cli) (" }],
      BUILT_IN,
    );
    expect(codes).toContain("runtime.end-of-life");
  });

  it("a file that knows nothing of that runtime is not enough", () => {
    const { codes } = judged([{ path: "/opt/java/bin/java", answer: 'JAVA_VERSION="21.0.9"' }]);
    expect(codes).toEqual(["runtime.no-advisories"]);
  });

  it("a report without any program is none", () => {
    expect(judged([]).codes).toEqual(["runtime.nothing-asked"]);
  });
});

describe("the advisories file", () => {
  const node = [{ answer: "v24.21.0" }];

  it.each([
    ["too old", { updated: "2026-07-20T00:00:00Z" }, "runtime.advisories-stale"],
    ["from the future", { updated: "2027-01-01T00:00:00Z" }, "runtime.advisories-no-date"],
    ["without a date", { updated: "lately" }, "report.wrong-shape"],
    ["empty", { advisories: [] }, "runtime.canary-not-found"],
    ["without the line", { releases: {} }, "runtime.release-unknown"],
    ["with an end that is no day", { releases: { 24: "2028-02-31" } }, "report.wrong-shape"],
    ["with a range that is no version", { advisories: [{ id: "x" }] }, "report.wrong-shape"],
  ])("%s", (_name, change, code) => {
    const { codes, verdict } = judged(
      node,
      changed("node", (entry) => ({ ...entry, ...change })),
    );
    expect(codes).toEqual([code]);
    expect(verdict.verdict).toBe("incomplete");
  });

  const soonAt = (updated: string, name: "node" | "python" = "node") => {
    const { verdict, codes } = judged(
      node,
      changed(name, (entry) => ({ ...entry, updated })),
    );
    expect(codes).toEqual([]);
    const said = terminal(verdict).replace(/\s+/g, " ");
    const soon = verdict.stages.find(({ stage }) => stage === "runtime")?.soon ?? [];
    for (const each of soon) expect(said).toContain(`- Soon, of runtime: ${each.slice(0, 60)}`);
    return soon;
  };

  it("says ahead when it will be too old: from when a quarter of its 120 days is left", () => {
    // It is 2026-11-24T22:00:00Z.
    expect(soonAt("2026-08-26T22:00:00.001Z")).toEqual([]);
    expect(soonAt("2026-08-26T22:00:00Z")).toEqual([
      expect.stringMatching(
        /^The advisories of node are 90 days old; from 2026-12-24 on this stage is incomplete\. Give a newer file /,
      ),
    ]);
    expect(soonAt("2026-07-27T22:00:00Z")[0]).toContain("120 days old; from 2026-11-24 on");
    expect(soonAt("2026-07-27T22:00:00Z", "python")).toEqual([]);
  });

  it("too old for the other runtime does not matter", () => {
    const old = changed("python", (entry) => ({ ...entry, updated: "2020-01-01T00:00:00Z" }));
    expect(judged(node, old).codes).toEqual([]);
  });

  it.each([
    ["of nothing", json({ schema: 1, runtimes: {} }), "runtime.no-advisories"],
    ["of another shape", json({}), "report.wrong-shape"],
    ["of a later schema", json({ schema: 2, runtimes: {} }), "report.wrong-shape"],
    ["null", json(null), "report.wrong-shape"],
    ["bytes of no text", Buffer.from([0xff, 0xfe]), "report.not-json"],
    ["nothing", new Uint8Array(), "report.empty"],
    ["cut", fixture("runtime/advisories.json").subarray(0, 3000), "report.not-json"],
  ])("%s", (_name, bytes, code) => {
    const { codes, verdict } = judged(node, bytes);
    expect(codes).toEqual([code]);
    expect(verdict.verdict).toBe("incomplete");
  });
});

/** Of whom fewer are kept: two lines of nginx at a time, one of httpd. */
const LINES: Partial<Record<RuntimeName, number>> = { nginx: 1, httpd: 0 };
const ADVISORIES: Partial<Record<RuntimeName, number>> = { ruby: 9, nginx: 30 };

describe("the one that is built in", () => {
  const file = advisoriesFile.parse(JSON.parse(builtInAdvisories));

  it.each([...RUNTIMES])("knows %s: its canary, and lines that have not ended", (name) => {
    const known = file.runtimes[name];
    const [id = "", version = ""] = CANARIES.get(name) ?? [];
    const canary = known?.advisories.find((advisory) => advisory.id === id);
    expect(canary?.affected.some((range) => holds(range, version))).toBe(true);
    const open = Object.values(known?.releases ?? {}).filter(
      (end) => end === null || end > (known?.updated ?? ""),
    );
    expect(open.length).toBeGreaterThan(LINES[name] ?? 2);
    expect(known?.advisories.length).toBeGreaterThan(ADVISORIES[name] ?? 50);
  });

  it.each([
    ["nginx", "1.30.2", ["CVE-2026-42055"]],
    ["httpd", "2.4.50", ["CVE-2021-42013"]],
    ["httpd", "2.4.68", []],
  ] as const)("%s %s", (name, version, ids) => {
    const known = file.runtimes[name];
    if (!known) throw new Error(`nothing on ${name}`);
    const line = version.replace(/\.\d+$/, "");
    const { findings, gaps } = judgeRuntime("/x", { name, version, line }, known, 0);
    expect(gaps).toEqual([]);
    expect(findings.map(({ id }) => id)).toEqual(
      ids.length > 0 ? expect.arrayContaining([...ids]) : [],
    );
  });

  it("a line that was passed by wants another one, a later one perhaps a newer file", () => {
    const { java } = file.runtimes;
    if (!java) throw new Error("nothing on java");
    const hintOf = (line: string) =>
      judgeRuntime("/x", { name: "java", version: `${line}.0.2`, line }, java, 0).gaps[0]?.hint;
    expect(hintOf("13")).toBe("Move the image to a line of java that is still maintained.");
    expect(hintOf("99")).toContain("--runtime-advisories FILE");
  });

  it("is small", () => {
    expect(builtInAdvisories.length).toBeLessThan(250_000);
  });
});

it("a service without an image has no runtime to ask", () => {
  const run = greenRun();
  run.policy = { ...run.policy, service: { ...run.policy.service, dockerfile: "none" } };
  run.records.stages = run.records.stages.filter(({ stage }) => stage !== "runtime");
  run.files.delete("runtime");
  const found = decideRun(run).stages.find(({ stage }) => stage === "runtime");
  expect(found?.state).toBe("dropped");
});
