/**
 * The module's class against a real Dagger engine, the one that the environment names:
 * GREENGATE_ENGINE=1 with dagger on PATH or _EXPERIMENTAL_DAGGER_RUNNER_HOST set. Where no registry
 * is reachable, GREENGATE_ENGINE_IMAGES (trivy=…@sha256:…,zap=…) and GREENGATE_ENGINE_BASE name
 * images that stand in.
 */
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connection, dag } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { temporary } from "../e2e/greengate.ts";
import { ANY_VERSION, advisoriesOf } from "../support/advisories.ts";
import { GREENGATE_ENGINE, gated, images, newService, SECONDS, said, why } from "./gated.ts";

const AWAY = `import { createServer } from "node:http";

createServer(({ url }, response) => {
  const away = url === "/" && { location: "http://sign-in.invalid/" };
  response.writeHead(away ? 302 : 200, { "content-type": "text/plain", ...away });
  response.end("hello\\n");
}).listen(8080);
`;

const ending = (code: number) => `import { createServer } from "node:http";

let asked = 0;
createServer((_, response) => {
  asked += 1;
  if (asked > 3) process.exit(${code});
  response.end("hello\\n");
}).listen(8080);
`;

const RPM = `#!/nodejs/bin/node
if (process.argv.at(-1) !== "/nodejs/bin/node") process.exit(1);
console.log("nodejs\\tRed Hat, Inc.\\t1.el9");
`;

/** A Java is one layer: a file of another one would tell nothing of it. */
const MORE = `COPY --chmod=0555 java /opt/java
COPY --chmod=0555 rpm /usr/bin/rpm
COPY java/release /var/lib/rpm/rpmdb.sqlite
`;

describe.skipIf(!GREENGATE_ENGINE)(`on a real engine${why}`, { timeout: SECONDS }, () => {
  it("gate: every stage ran, on the image that was built", async () => {
    const words = await said(() => gated().gate());
    expect(words).toMatch(/^(PASS|WARN)/);
    for (const stage of ["trivy-config", "trivy-image", "runtime", "zap-baseline"]) {
      expect(words).toMatch(new RegExp(`${stage} +complete`));
    }
  });

  it("trivy#3152: Node.js in the image blocks by an advisory of its own, whatever Trivy says", async () => {
    const folder = temporary();
    const runtimeAdvisories = () => dag.host().file(advisoriesOf(new Date(), [ANY_VERSION]));
    const gate = () => Object.assign(gated(), { runtimeAdvisories: runtimeAdvisories() });
    const words = await said(() => gate().gate(["trivy-image", "runtime"]));
    expect(words).toContain("BLOCK");
    expect(words).toMatch(/trivy-image +complete/);
    expect(words).toContain(ANY_VERSION.id);
    let version = "";
    await connection(async () => {
      await (await gate().runtime()).export(folder);
      const box = await gated().build();
      version = await box.withExec(["/nodejs/bin/node", "--version"]).stdout();
    });
    const report = readFileSync(join(folder, "raw/runtime/report.json"), "utf8");
    expect(JSON.parse(report)).toMatchObject({
      programs: [{ path: "/nodejs/bin/node", exitCode: 0, answer: version.trim() }],
    });
  });

  it("gate: a Java that nothing starts, by its own file; Node.js of a package of RPM, by rpm's word", async () => {
    const service = newService();
    mkdirSync(join(service, "java/bin"), { recursive: true });
    cpSync(join(service, "server.mjs"), join(service, "java/bin/java"));
    writeFileSync(join(service, "java/release"), 'JAVA_VERSION="17.0.9"\n');
    writeFileSync(join(service, "rpm"), RPM);
    const dockerfile = join(service, "Dockerfile");
    const text = readFileSync(dockerfile, "utf8").replace("USER 65532", `${MORE}USER 65532`);
    writeFileSync(dockerfile, text);
    const builtIn = { runtimeAdvisories: undefined };
    const gate = () => Object.assign(gated(8080, undefined, service), builtIn);
    const words = await said(() => gate().gate(["runtime"]));
    expect(words).toContain("java 17.0.9");
    expect(words).toContain("/nodejs/bin/node is of the system's package nodejs");
  });

  it("gate: a target that never comes up is incomplete, and says where to look", async () => {
    const policy = "test/fixtures/service-node/impatient.yaml";
    const words = await said(() => gated(9999, policy).gate());
    expect(words).toContain("INCOMPLETE");
    expect(words).toContain("did not come up in time");
    expect(words).toContain("service.port");
  });

  it("gate: ZAP asks for every path and query of the policy by itself", async () => {
    const paths = ["/", "/\u00e4?filter[a]=b|c", "/missing=404", "/missing?id=1"];
    const words = await said(() => Object.assign(gated(), { paths }).gate(["zap-baseline"]));
    expect(words).toMatch(/^(PASS|WARN)/);
    const wrong = [...paths, "/missing?id=2=404"];
    const red = await said(() => Object.assign(gated(), { paths: wrong }).gate(["zap-baseline"]));
    expect(red).toContain("/missing?id=2 answered 200, not 404.");
  });

  it("gate: a root that sends its visitors to where nothing answers can be looked at", async () => {
    const service = newService();
    writeFileSync(join(service, "server.mjs"), AWAY);
    const paths = ["/=302", "/livez"];
    const given = { paths, health: "/livez" };
    const gate = () => Object.assign(gated(8080, undefined, service), given);
    const words = await said(() => gate().gate(["zap-baseline"]));
    expect(words).toMatch(/^(PASS|WARN)/);
  });

  it("gate: a service that ends during the scan, with whatever code, is named as that", async () => {
    const service = newService();
    for (const code of [0, 1]) {
      writeFileSync(join(service, "server.mjs"), ending(code));
      const gate = () => gated(8080, undefined, service).gate(["zap-baseline"]);
      const words = (await said(gate)).replace(/\s+/g, " ");
      expect(words).toContain(
        `ended while it was scanned, or before: exit code: ${code}. Run it by itself`,
      );
    }
  });

  it("report, changed, then evaluated: incomplete", async () => {
    const folder = temporary();
    await said(async () => (await gated().report()).export(folder));
    expect(readFileSync(join(folder, "verdict.json"), "utf8")).toContain('"manifest": "sha256:');
    const evaluate = () => said(() => gated().evaluate(dag.host().directory(folder)));
    expect(await evaluate()).toMatch(/^(PASS|WARN)/);
    appendFileSync(join(folder, "raw/trivy-config/report.json"), "\n");
    expect(await evaluate()).toContain("is not what the run wrote");
  });

  it("a folder that is not what it is given for fails the call, by a name that the user knows", async () => {
    const none = () => dag.directory();
    const evaluated = await said(() => gated().evaluate(none()));
    expect(evaluated).toMatch(/^run\.json is not there\. Name a folder/);
    const words = await said(() => Object.assign(gated(), { database: none() }).gate());
    expect(words).toMatch(/^--database: it is no Trivy cache folder\. Name the folder/);
  });

  it("a scanner's image that is not there fails its stages only", async () => {
    const nowhere = `localhost:5000/nothing@sha256:${"0".repeat(64)}`;
    const gate = () => Object.assign(gated(), { images: [...images, `trivy=${nowhere}`] });
    const words = await said(() => gate().gate());
    expect(words).toMatch(/trivy-image +incomplete/);
    expect(words).toMatch(/zap-baseline +complete/);
  });
});
