/** Whom the image starts as: to Trivy the last USER of the Dockerfile is that, of whatever stage. */
import { expect, it } from "vitest";
import { verifyArchive } from "../../dagger/src/image/archive.ts";
import { CLEAN_IMAGE, decideRun, fixture, greenRun, stageOf, withReport } from "../support/run.ts";

/** What Trivy finds nothing in, of an image that starts as this one. */
function judged(user: string | undefined) {
  const run = greenRun();
  run.records.image = {
    ...run.records.image,
    config: CLEAN_IMAGE,
    ...(user !== undefined && { user }),
  };
  return decideRun(run);
}

it.each(["", "root", "0", "00", "+0", "-0:1", "root:app", "0:101", ":101"])("root: %j", (user) => {
  const { verdict, findings } = judged(user);
  expect(verdict).toBe("block");
  expect(findings.find(({ id }) => id === "DS-0002")).toMatchObject({
    severity: "high",
    locations: [{ path: "Dockerfile" }],
    sources: [{ stage: "trivy-config" }],
  });
});

it.each(["app", "10001", "10001:0", "rooted", "1000:root", undefined])("not root: %j", (user) => {
  expect(judged(user).verdict).toBe("pass");
});

it("is told once where Trivy tells it too", () => {
  const report = JSON.parse(fixture("trivy/config-good-json.json").toString("utf8"));
  const message = "Specify at least 1 USER command in Dockerfile";
  const check = { ID: "DS-0002", Title: "root", Severity: "HIGH", Status: "FAIL" };
  report.Results[0].Misconfigurations = [{ ...check, Message: message }];
  const run = withReport(greenRun(), "trivy-config", Buffer.from(JSON.stringify(report)));
  run.records.image = { config: CLEAN_IMAGE, user: "" };
  const found = decideRun(run).findings.filter(({ id }) => id === "DS-0002");
  expect(found.map(({ detail }) => detail)).toEqual([message]);
});

it("is nothing where the policy's exception covers the Dockerfile's own", () => {
  const run = greenRun();
  run.records.image = { ...run.records.image, config: CLEAN_IMAGE, user: "0" };
  const [id, path] = ["DS-0002", "Dockerfile"];
  const who = { reason: "it drops its rights", owner: "ana", until: "2026-12-31" };
  const exception = { id, path, ...who, untilFixed: false, stage: "trivy-config" };
  expect(decideRun({ ...run, policy: { ...run.policy, exceptions: [exception] } }).verdict).toBe(
    "pass",
  );
});

it.each([
  ["clean", "10001"],
  ["vuln", "0"],
])("is read from the archive's configuration: %s", async (name, user) => {
  const read = await verifyArchive(`test/fixtures/images/${name}.tar`);
  expect(read).toMatchObject({ ok: true, value: { user } });
});

it("does not matter where the policy says that there is no Dockerfile", () => {
  const run = greenRun();
  run.records.image = { config: CLEAN_IMAGE, user: "" };
  run.policy = { ...run.policy, service: { ...run.policy.service, dockerfile: "none" } };
  run.records.scope["service.dockerfile"] = "none";
  expect(stageOf(run, "trivy-config").status).toBe("ran");
  expect(decideRun(run).findings.map(({ id }) => id)).not.toContain("DS-0002");
});
