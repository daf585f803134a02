/** A comment takes away one finding of a check that has others: its number alone does not show it. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { trivyConfig } from "../../dagger/src/scanners/trivy/config.ts";
import { decideRun, greenRun, stageOf } from "../support/run.ts";
import { treeOf } from "../support/tree.ts";

const evidenceOf = (dockerfile: string) =>
  trivyConfig.invocation?.select?.(treeOf({ Dockerfile: dockerfile }), DEFAULT_POLICY).evidence;

const SECRETS = "ENV DB_PASSWORD=hunter2\nENV API_SECRET=hunter2\n";

it.each([
  "# trivy:ignore:DS-0031",
  "#trivy:exp:2099-01-01:ignore:DS-0031",
  "#tfsec:ignore:DS-0031",
])("%s", (comment) => {
  const evidence = evidenceOf(`FROM alpine\n${comment}\n${SECRETS}`);
  expect(evidence).toMatchObject({ iac: { silenced: ["Dockerfile"] } });
  const run = greenRun();
  Object.assign(stageOf(run, "trivy-config").evidence, evidence, { links: [] });
  const { verdict, plan } = decideRun(run);
  expect(verdict).toBe("incomplete");
  expect(plan[0]?.what).toContain("Dockerfile silences a check");
});

it("a Dockerfile without one", () => {
  expect(evidenceOf(`FROM alpine\n# not ignored\n${SECRETS}`)).toMatchObject({
    iac: { silenced: [] },
  });
});
