/** The files for Kubernetes: of the module's Dagger version, whole, and as the gate's exceptions say. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { greengate, temporary } from "../e2e/greengate.ts";
import { trivyIsMissing } from "../e2e/real-trivy.ts";

const FOLDER = "docs/kubernetes";
const MANIFEST = `${FOLDER}/engine.yaml`;
const text = (path: string) => readFileSync(path, "utf8");
const engineVersion = z
  .object({ engineVersion: z.string() })
  .parse(JSON.parse(text("dagger.json")));
const IMAGE = `registry.dagger.io/engine:${engineVersion.engineVersion}`;
const page = text("docs/kubernetes.md");

const manifest = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  spec: z.unknown().optional(),
  roleRef: z.object({ name: z.string() }).optional(),
});
const documents = parseAllDocuments(text(MANIFEST));
const manifests = documents.map((each) => manifest.parse(each.toJS()));
const of = (kind: string) => manifests.filter((each) => each.kind === kind);

it("the manifest parses, each object in the namespace that it makes", () => {
  for (const { errors, warnings } of documents) expect([...errors, ...warnings]).toEqual([]);
  const [namespace, ...others] = manifests;
  expect(namespace).toMatchObject({ kind: "Namespace", metadata: { name: "dagger" } });
  expect(others.map(({ metadata }) => metadata.namespace)).toEqual(others.map(() => "dagger"));
});

it("the engine is the module's version, in the manifest, for Helm and in the page", () => {
  const container = { image: IMAGE, securityContext: { privileged: true } };
  expect(of("StatefulSet")).toMatchObject([
    { spec: { template: { spec: { containers: [container] } } } },
  ]);
  expect(parse(text(`${FOLDER}/values.yaml`))).toMatchObject({ engine: { image: { ref: IMAGE } } });
  const version = engineVersion.engineVersion.slice(1);
  expect(page).toContain(`dagger-helm --version ${version} `);
  expect(new Set(page.match(/\b0\.\d+\.\d+\b/g))).toEqual(new Set([version]));
});

it("what one object names, another is", () => {
  const names = (kind: string) => of(kind).map(({ metadata }) => metadata.name);
  const [set] = of("StatefulSet");
  expect(set?.spec).toMatchObject({
    serviceName: names("Service")[0],
    template: { spec: { serviceAccountName: names("ServiceAccount")[0] } },
    volumeClaimTemplates: [{ metadata: { name: "data" } }],
  });
  expect(of("RoleBinding")[0]?.roleRef?.name).toBe(names("Role")[0]);
});

it("every file that the page links to exists", () => {
  const links = [...page.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, path = ""]) => path);
  expect(links.sort()).toEqual(["kubernetes/engine.yaml", "kubernetes/values.yaml"]);
  for (const path of links) expect(existsSync(join("docs", path))).toBe(true);
});

const why = trivyIsMissing();
it.skipIf(why !== undefined)(
  `the gate finds that an engine is privileged, and nothing that is not accepted${why ? ` (not here: ${why})` : ""}`,
  () => {
    const out = temporary();
    // Until when they are accepted, the gate itself says in time: this test is of any day.
    const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const policy = join(temporary(), "greengate.yaml");
    writeFileSync(policy, text("greengate.yaml").replace(/until: .*/g, `until: ${day}`));
    const args = ["--source", ".", "--policy", policy, "--out", out, "--only", "trivy-config"];
    expect(greengate(["gate", ...args, "--install-tools"]).exitCode).toBe(0);
    const { findings } = z
      .object({
        findings: z.array(
          z.object({
            id: z.string(),
            action: z.string(),
            locations: z.array(z.object({ path: z.string() })),
          }),
        ),
      })
      .parse(JSON.parse(text(join(out, "verdict.json"))));
    const here = findings.filter(({ locations }) => locations.some((at) => at.path === MANIFEST));
    const excepted = here.filter(({ action }) => action === "excepted").map(({ id }) => id);
    expect(excepted).toContain("KSV-0017");
    const { exceptions } = parse(text("greengate.yaml")) as { exceptions: { id: string }[] };
    expect(excepted.sort()).toEqual(exceptions.map(({ id }) => id).sort());
  },
);
