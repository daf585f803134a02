/** What report.html shows of each stage. */
import { expect, it } from "vitest";
import { stageSection } from "../../../dagger/src/outputs/html/stages.ts";
import { decideRun, greenRun } from "../../support/run.ts";

const GAP = { code: "stage.missing", message: "secrets did not run.", hint: "Install Trivy." };

it("of one that is left out why, not what it would lack: nobody has to mend that", () => {
  const verdict = decideRun(greenRun());
  const shown = (more: object) =>
    stageSection({
      ...verdict,
      stages: verdict.stages.map((stage) =>
        stage.stage === "secrets" ? { ...stage, gaps: [GAP], ...more } : stage,
      ),
    });
  expect(shown({ state: "incomplete" })).toContain("Install Trivy.");
  const leftOut = shown({ state: "dropped", reason: "left out by --only" });
  expect(leftOut).toContain("left out by --only");
  expect(leftOut).not.toContain("did not run");
});
