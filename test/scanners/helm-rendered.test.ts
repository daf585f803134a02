/** Templates of charts, held against what Trivy evaluated of them. */
import { expect, it } from "vitest";
import { renderedIn } from "../../dagger/src/scanners/trivy/iac/rendered.ts";
import { witnessedIn } from "../../dagger/src/scanners/trivy/iac/witnessed.ts";

const template = (name: string, test = false) => ({
  ...{ path: `chart/templates/${name}`, optional: false, documents: 1, certain: 1 },
  ...{ list: false, test },
});
const CHART = { folder: "chart/", witness: "chart/templates/greengate-witness.yaml" };

/** What becomes of the chart where its witness checks were at these paths. */
function rendered(paths: readonly string[], charts = [CHART]) {
  const templates = [template("pod.yaml"), template("test.yaml", true)];
  const findings = paths.map((path) => ({
    ...({ category: "misconfiguration", id: "GG-0002", title: "", severity: "low" } as const),
    location: { path, line: 1 },
  }));
  const { refused, tests, unseen } = renderedIn({ charts, templates }, witnessedIn(findings));
  const names = (of: readonly { path: string }[]) => of.map(({ path }) => path.slice(16));
  return { refused: refused.length, tests: names(tests), unseen: names(unseen) };
}

it("what only Helm's tests run need not show where the chart is rendered", () => {
  const found = rendered([CHART.witness, "chart/templates/pod.yaml"]);
  expect(found).toEqual({ refused: 0, tests: ["test.yaml"], unseen: [] });
});

it("where nothing of the chart shows, its tests prove nothing either", () => {
  const unseen = ["pod.yaml", "test.yaml"];
  expect(rendered([], [])).toEqual({ refused: 0, tests: [], unseen });
});

it("what shows of a chart that was refused stands for nothing", () => {
  const found = rendered(["chart/templates/pod.yaml"]);
  expect(found).toEqual({ refused: 1, tests: [], unseen: [] });
});
