/** Which of the policy's paths ZAP really asked for, and what each was answered with. */
import { expect, it } from "vitest";
import { zapPlan } from "../../dagger/src/scanners/zap/plan.ts";
import { reachedInHar, requestUrl } from "../../dagger/src/scanners/zap/reached.ts";
import { decideRun, gapCodes, greenRun, stageOf, withReport } from "../support/run.ts";
import { type Answered, historyOf } from "../support/zap-history.ts";

const TARGET = "http://target:5000";
/** The verdict's gaps of a run whose policy asks for these paths, and of which ZAP tells those. */
function gapsOf(paths: readonly string[], ...answers: readonly Answered[]) {
  const run = greenRun();
  const reached = reachedInHar(historyOf(answers));
  if (!reached.ok) throw new Error(reached.error.message);
  const { service } = run.policy;
  run.policy = {
    ...run.policy,
    service: { ...service, paths: paths.map((path) => ({ path, status: 200 })) },
  };
  stageOf(run, "zap-baseline").evidence.reached = reached.value;
  return gapCodes(decideRun(run));
}

it("two queries of one path are two requests: one that answers does not stand for the other", () => {
  const both = ["/item?id=1", "/item?id=2"];
  const [first, second] = [`${TARGET}/item?id=1`, `${TARGET}/item?id=2`];
  expect(gapsOf(both, [first, 200], [second, 200])).toEqual([]);
  expect(gapsOf(both, [first, 500], [second, 200])).toContain("zap.path-not-reached");
  expect(gapsOf(both, [second, 200])).toContain("zap.path-not-reached");
});

it.each([
  ["/ä?ö=ü", "/%C3%A4?%C3%B6=%C3%BC"],
  ["/list?filter[a]=b|c", "/list?filter%5Ba%5D=b%7Cc"],
  ["/a%20b//c?d=%7C", "/a%20b//c?d=%7C"],
])("%s is asked for as ZAP can ask for it, and found again", (path, asked) => {
  expect(requestUrl(TARGET, path)).toBe(TARGET + asked);
  expect(gapsOf([path], [TARGET + asked, 200])).toEqual([]);
});

it("what another site answered is no answer of the target", () => {
  const run = greenRun();
  const files = run.files.get("zap-baseline");
  const report = JSON.parse(String(files?.get("report.json")));
  const answered = report.insights.find(({ key }: { key: string }) => key === "insight.code.2xx");
  answered.site = "http://elsewhere:80";
  const seen = withReport(run, "zap-baseline", Buffer.from(JSON.stringify(report)));
  expect(gapCodes(decideRun(seen))).toEqual(["zap.nothing-succeeded"]);
});

it("a request in two hundred that failed on the network is one that failed", () => {
  const run = greenRun();
  const files = run.files.get("zap-baseline");
  const report = JSON.parse(Buffer.from(files?.get("report.json") ?? []).toString());
  report.insights.push({ key: "insight.network.failure", site: "", statistic: "0" });
  files?.set("report.json", Buffer.from(JSON.stringify(report)));
  expect(gapCodes(decideRun(run))).toContain("zap.target-died");
});

interface Plan {
  env: { contexts: { urls: string[] }[] };
  jobs: { type: string; parameters: Record<string, unknown> }[];
}

const plan = (...paths: { path: string; status: number }[]) =>
  JSON.parse(zapPlan({ target: TARGET, paths, folder: "/out" })) as Plan;

it("the spider first asks for a path that leads nowhere else, and begins at the root", () => {
  const away = { path: "/", status: 302 };
  const firstOf = ({ env }: Plan) => env.contexts.flatMap(({ urls }) => urls);
  const named = plan(away, { path: "/readyz", status: 200 });
  expect(firstOf(named)).toEqual([`${TARGET}/readyz`]);
  // Not one that the policy does not name: its success would show nothing of those that it does.
  expect(firstOf(plan(away))).toEqual([TARGET]);
  const spider = named.jobs.find(({ type }) => type === "spider");
  expect(spider?.parameters).toMatchObject({ url: `${TARGET}/` });
});

it("nothing ends a passive rule before it has seen every answer", () => {
  const { jobs } = plan();
  const parametersOf = (type: string) => jobs.find((job) => job.type === type)?.parameters;
  expect(parametersOf("passiveScan-config")).toMatchObject({ maxAlertsPerRule: 0 });
  expect(parametersOf("passiveScan-wait")).toEqual({});
});
