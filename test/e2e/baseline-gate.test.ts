/** Why is it new? The gate with a baseline's folder: real Trivy scans its bill of materials again. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RunRecords, runRecords } from "../../dagger/src/core/run-record.ts";
import { verdictSchema } from "../../dagger/src/core/verdict.ts";
import { writeRecords } from "../../dagger/src/folder/write.ts";
import { epssText, fileOf, kevFile } from "../support/baseline.ts";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const ONLY = ["--only", "trivy-image"];
const VULNERABLE = ["--image", "test/fixtures/images/vuln.tar"];
const day = (ms: number) => new Date(ms).toISOString();

const readVerdict = (folder: string) =>
  verdictSchema.parse(JSON.parse(readFileSync(join(folder, "verdict.json"), "utf8")));
type Verdict = ReturnType<typeof readVerdict>;

const readRecords = (folder: string): RunRecords =>
  runRecords.parse(JSON.parse(readFileSync(join(folder, "run.json"), "utf8")));

const find = ({ findings }: Verdict, id: string) => findings.find((each) => each.id === id);

describe.skipIf(why !== undefined)(
  `gate --baseline with real Trivy${why ? ` (not here: ${why})` : ""}`,
  () => {
    const database = why === undefined ? ["--database", databaseOf(new Date())] : [];
    const gated = (...args: string[]) => {
      const out = temporary();
      return { ...gate(...ONLY, ...database, "--out", out, ...args), out };
    };

    /** The vulnerable image's folder as of a day on which the database did not know some advisories. */
    function before(unknown: readonly string[]): string {
      const { out } = gated(...VULNERABLE);
      const verdict = readVerdict(out);
      const findings = verdict.findings.filter(({ id }) => !unknown.includes(id));
      const decidedAt = day(Date.now() - 3 * 86_400_000);
      writeFileSync(join(out, "verdict.json"), JSON.stringify({ ...verdict, findings, decidedAt }));
      return out;
    }

    const NEWS = ["CVE-2024-6119", "CVE-2021-23337", "CVE-2019-10744", "CVE-2020-28500"];
    const old = why === undefined ? before(NEWS) : "";
    const policy = fileOf(
      "greengate.yaml",
      "version: 1\nservice: { name: fixture }\nnewFromDatabase: sla\n",
    );

    it("1: what the old bill of materials shows today is the database's news", () => {
      const { exitCode, out, stderr, stdout } = gated(...VULNERABLE, "--baseline", old);
      expect(exitCode).toBe(1);
      expect(stderr).toContain("baseline-scan: ran");
      expect(stdout).toMatch(/New\n- by the database: CVE-2019-10744 in lodash/);
      const verdict = readVerdict(out);
      for (const id of NEWS) expect(find(verdict, id)).toMatchObject({ cause: "database" });
      expect(verdict.baseline).toMatchObject({ new: NEWS.length, fixed: [] });
      const stage = verdict.stages.find((each) => each.stage === "baseline");
      expect(stage?.state).toBe("complete");
      expect(stage?.facts.map(({ name }) => name)).toContain("canary");
    });

    it("1: on another base, what its packages bring is the base image's, the rest the change's", () => {
      const clean = gated("--image", "test/fixtures/images/clean.tar").out;
      const verdict = readVerdict(gated(...VULNERABLE, "--baseline", clean).out);
      expect(find(verdict, "CVE-2024-6119")?.cause).toBe("base-image");
      expect(find(verdict, "CVE-2019-10744")?.cause).toBe("code");
      expect(find(verdict, "github-pat")?.cause).toBe("code");
    });

    it("what a stage missed that was not whole then is nobody's news: it blocks", () => {
      const missed = temporary();
      cpSync(old, missed, { recursive: true });
      const earlier = readVerdict(missed);
      const stages = earlier.stages.map((each) =>
        each.stage === "trivy-image" ? { ...each, state: "incomplete" } : each,
      );
      writeFileSync(join(missed, "verdict.json"), JSON.stringify({ ...earlier, stages }));
      const kev = ["--kev", kevFile({}, day(Date.now() - 3_600_000))];
      const verdict = readVerdict(
        gated(...VULNERABLE, "--baseline", missed, "--policy", policy, ...kev).out,
      );
      expect(find(verdict, "CVE-2024-6119")).toMatchObject({ severity: "high", action: "block" });
    });

    it("the database's news is on the clock of the SLA, but for critical and exploited ones", () => {
      const known = {
        "CVE-2021-23337": { added: "2026-11-01", due: day(Date.now() + 9e8).slice(0, 10) },
      };
      const kev = ["--kev", kevFile(known, day(Date.now() - 3_600_000))];
      const { exitCode, out } = gated(...VULNERABLE, "--baseline", old, "--policy", policy, ...kev);
      expect(exitCode).toBe(1);
      const verdict = readVerdict(out);
      expect(find(verdict, "CVE-2024-6119")).toMatchObject({ severity: "high", action: "warn" });
      expect(find(verdict, "CVE-2024-6119")?.because).toMatch(/^brought by the database, due /);
      expect(find(verdict, "CVE-2019-10744")).toMatchObject({
        severity: "critical",
        action: "block",
      });
      expect(find(verdict, "CVE-2021-23337")).toMatchObject({ severity: "high", action: "block" });

      // Two days later it is old and overdue: then it blocks, by what the first verdict knew.
      const later = ["--now", day(Date.now() + 26 * 3_600_000)];
      const again = temporary();
      const limits = fileOf(
        "later.yaml",
        `${readFileSync(policy, "utf8")}limits: { scanMaxAgeHours: 99, databaseMaxAgeHours: 99 }\n`,
      );
      const args = ["--policy", limits, "--baseline", join(out, "verdict.json"), ...later];
      greengate(["evaluate", out, ...ONLY, ...args, "--out", again]);
      expect(find(readVerdict(again), "CVE-2024-6119")).toMatchObject({
        action: "block",
        cause: "database",
        age: { new: false },
        due: { overdue: true },
      });
    });

    describe("evaluate over the folder that the gate left", () => {
      const kev = ["--kev", kevFile({}, day(Date.now() - 3_600_000))];
      const scores = epssText({ "CVE-2024-6119": 0.7, "CVE-2000-0001": 0.1 }, day(Date.now()));
      const epss = ["--epss", fileOf("epss.csv", scores)];
      const kept =
        why === undefined
          ? gated(...VULNERABLE, "--baseline", old, "--policy", policy, ...kev, ...epss).out
          : "";
      const judged = (folder: string) => {
        const out = temporary();
        const { decidedAt } = readVerdict(kept);
        const args = ["--policy", policy, "--now", decidedAt, "--out", out];
        const { exitCode } = greengate(["evaluate", folder, ...ONLY, ...args]);
        return { exitCode, out, verdict: readVerdict(out) };
      };

      it("decides the same bytes again, with nothing given anew", () => {
        const { exitCode, out } = judged(kept);
        expect(exitCode).toBe(1);
        for (const file of ["verdict.json", "report.md", "report.html"]) {
          expect(readFileSync(join(out, file))).toEqual(readFileSync(join(kept, file)));
        }
      });

      it("of a large file only what is needed is kept, with the digest of the whole", () => {
        expect(readFileSync(join(kept, "raw/epss/scores.csv"), "utf8")).not.toContain(
          "CVE-2000-0001",
        );
        const records = readRecords(kept);
        for (const stage of ["kev", "epss"]) {
          expect(records.stages.find((each) => each.stage === stage)?.evidence).toMatchObject({
            given: { sha256: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
          });
        }
      });

      /** The folder with the scan's evidence broken in one place. */
      const broken = (change: (folder: string, records: RunRecords) => void) => {
        const folder = temporary();
        cpSync(kept, folder, { recursive: true });
        const records = readRecords(folder);
        change(folder, records);
        writeRecords(folder, records);
        return judged(folder).verdict;
      };
      const scan = ({ stages }: RunRecords) => {
        const found = stages.find(({ stage }) => stage === "baseline-scan");
        if (!found) throw new Error("no scan");
        return found;
      };

      it.each<[string, (folder: string, records: RunRecords) => void]>([
        [
          "its report is another",
          (folder) => writeFileSync(join(folder, "raw/baseline-scan/trivy-image.json"), "{}"),
        ],
        [
          "its canary is another",
          (folder) => writeFileSync(join(folder, "raw/baseline-scan/canary.json"), "{}"),
        ],
        ["it failed", (_, records) => void Object.assign(scan(records), { status: "failed" })],
        ["its database is of no date", (_, records) => void delete scan(records).evidence.database],
        [
          "it is of another baseline",
          (_, records) => void Object.assign(scan(records).evidence, { of: "sha256:0" }),
        ],
        [
          "its record is gone",
          (_, records) => void records.stages.splice(records.stages.indexOf(scan(records)), 1),
        ],
        [
          "it is old",
          (_, records) => void Object.assign(scan(records), { startedAt: "2026-01-01T00:00:00Z" }),
        ],
      ])("where %s no cause is known, and what is new blocks", (_, change) => {
        const verdict = broken(change);
        expect(find(verdict, "CVE-2024-6119")).toMatchObject({ cause: "unknown", action: "block" });
        expect(verdict.baseline?.causes).toBeTruthy();
      });

      it("3: a baseline that was changed is no evidence", () => {
        const verdict = broken((folder) => {
          const path = join(folder, "raw/baseline/verdict.json");
          writeFileSync(path, readFileSync(path, "utf8").replace("fixture", "fixture "));
        });
        expect(verdict.baseline).toBeUndefined();
        expect(verdict.stages.find(({ stage }) => stage === "baseline")?.state).toBe("incomplete");
      });
    });

    /** A lockfile of one package with known advisories. */
    const lockfile = (folder: string) => {
      const packages = { "node_modules/lodash": { version: "4.17.4" } };
      const lock = { name: "shop", lockfileVersion: 3, packages };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
    };
    /** As if the database had not known it then. */
    const forget = (folder: string, id: string) => {
      const verdict = readVerdict(folder);
      const findings = verdict.findings.filter((each) => each.id !== id);
      expect(findings).toHaveLength(verdict.findings.length - 1);
      writeFileSync(join(folder, "verdict.json"), JSON.stringify({ ...verdict, findings }));
    };

    it("the lockfiles' bill of materials is scanned again too, of each of several services", () => {
      const source = temporary();
      for (const name of ["users", "mail"]) lockfile(join(source, name));
      writeFileSync(
        join(source, "greengate.yaml"),
        "version: 1\nservices: [{ name: users, path: users }, { name: mail, path: mail }]\n",
      );
      const args = ["--install-tools", "--source", source, ...database, "--only", "trivy-fs"];
      const out = temporary();
      greengate(["gate", ...args, "--out", out]);
      forget(join(out, "mail"), "CVE-2019-10744");
      const again = temporary();
      greengate(["gate", ...args, "--baseline", out, "--out", again]);
      const mail = readVerdict(join(again, "mail"));
      expect(find(mail, "CVE-2019-10744")).toMatchObject({ cause: "database", age: { new: true } });
      const users = readVerdict(join(again, "users"));
      expect(find(users, "CVE-2019-10744")?.age?.new).toBe(false);
      expect(users.baseline).toMatchObject({ new: 0, fixed: [] });
    });
  },
);
