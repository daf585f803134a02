/** The gate, with the real tools, over all six services and what they run on: it finds what expected.json says. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporary } from "../e2e/greengate.ts";
import { databaseOf } from "../e2e/real-trivy.ts";
import { type OsvStub, startOsvStub } from "../support/osv-stub.ts";
import { CLINIC, clean, type ExpectedFinding, findings } from "./expected.ts";

const STAGES = ["bandit", "semgrep", "secrets", "trivy-fs", "pip-audit", "trivy-config"];
const SECONDS = 300_000;

interface Found {
  readonly id: string;
  readonly locations: readonly { readonly path: string; readonly line?: number }[];
  readonly packages: readonly { readonly name: string }[];
  readonly sources: readonly { readonly stage: string }[];
}

interface Verdict {
  readonly verdict: string;
  readonly stages: readonly { readonly stage: string; readonly state: string }[];
  readonly findings: readonly Found[];
}

let stub: OsvStub;
let whole: {
  verdict: string;
  services: { service: string; verdict: string }[];
  beside: { gaps: unknown[] };
};
const verdicts = new Map<string, Verdict>();
let missing: string | undefined;

beforeAll(async () => {
  stub = await startOsvStub();
  const out = temporary();
  const policy = join(out, "policy.yaml");
  const advisories = `pythonAdvisories: { service: osv, url: "${stub.url}" }\n`;
  writeFileSync(policy, readFileSync(`${CLINIC}/greengate.yaml`, "utf8") + advisories);
  const reports = join(out, "reports");
  const target = ["--source", CLINIC, "--policy", policy, "--only", STAGES.join(",")];
  const tools = ["--install-tools", "--database", databaseOf(new Date()), "--out", reports];
  // Not spawnSync: pip-audit asks the stand-in, which this process must answer meanwhile.
  const main = resolve("dist/cli/main.mjs");
  const gate = spawn(process.execPath, [main, "gate", ...target, ...tools], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  gate.stderr.on("data", (text) => {
    said += text;
  });
  await once(gate, "close");
  missing = /could not be installed.*/.exec(said)?.[0];
  const read = (path: string) => JSON.parse(readFileSync(join(reports, path), "utf8"));
  whole = read("verdict.json");
  for (const { service } of whole.services) {
    verdicts.set(service, read(`${service}/verdict.json`) as Verdict);
  }
}, SECONDS);
afterAll(() => stub.close());

/** What the gate reported of one expected finding's place. */
const hits = (service: string, stage: string, { id, path, line }: ExpectedFinding) =>
  (verdicts.get(service)?.findings ?? []).filter(
    (found) =>
      found.id === id &&
      found.sources.some((source) => source.stage === stage) &&
      found.locations.some(
        (at) => at.path === `${service}/${path}` && (line === undefined || at.line === line),
      ),
  );

describe("the gate over examples/clinic", () => {
  it("every stage looked", ({ skip }) => {
    if (missing) skip(missing);
    expect(verdicts.size).toBe(8);
    for (const { stages } of verdicts.values()) {
      const ran = stages.filter(({ stage }) => STAGES.includes(stage));
      // Nothing to look at is evidence too: not every service has a lockfile that pins.
      const looked = ran.filter(({ state }) => state === "complete" || state === "not-applicable");
      expect(looked.length).toBe(STAGES.length);
    }
  });

  it("each service has its verdict, and the whole that of the worst", ({ skip }) => {
    if (missing) skip(missing);
    expect(Object.fromEntries(whole.services.map((each) => [each.service, each.verdict]))).toEqual({
      user_service: "block",
      appointment_service: "block",
      staff_management: "pass",
      service_management: "warn",
      reports_analytics: "block",
      notification_service: "block",
      k8s: "block",
      infra: "block",
    });
    expect(whole.verdict).toBe("block");
  });

  it("nothing lies in no service's folder", ({ skip }) => {
    if (missing) skip(missing);
    expect(whole.beside.gaps).toEqual([]);
  });

  it.for(Object.keys(findings))("%s: every weakness is found", (service, { skip }) => {
    if (missing) skip(missing);
    const lost = Object.entries(findings[service] ?? {}).flatMap(([stage, expected]) =>
      expected
        .filter((finding) => hits(service, stage, finding).length === 0)
        .map(({ id, path }) => `${stage}: ${id} at ${path}`),
    );
    expect(lost).toEqual([]);
  });

  it.for(clean)("%s: nothing is found", (service, { skip }) => {
    if (missing) skip(missing);
    expect(verdicts.get(service)?.findings).toEqual([]);
  });
});
