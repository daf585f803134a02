/** A first policy for a source that has none. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { draftPolicy } from "../../dagger/src/source/policy-draft.ts";

const draft = (files: Readonly<Record<string, string>>, source?: string) => {
  const paths = Object.keys(files);
  return draftPolicy(
    { paths, links: [], unmatched: [], text: (path) => files[path] ?? "" },
    source,
  );
};

const FROM = "FROM scratch\n";

it("one Dockerfile: one service, with its port and what it asks itself", () => {
  const more = "EXPOSE 8080/tcp\nHEALTHCHECK CMD curl http://localhost:8080/up\n";
  expect(draft({ Dockerfile: `${FROM}${more}` }).text).toContain(
    "version: 1\nservice:\n  name: service\n  port: 8080\n  health: /up\n",
  );
});

it("is called as the source's folder where none in it tells", () => {
  expect(draft({ "docker/Dockerfile": FROM }, "My Shop").text).toContain("  name: my-shop\n");
  expect(draft({ Dockerfile: FROM }, "店").text).toContain("  name: service\n");
});

it("no Dockerfile: a service without an image", () => {
  expect(draft({ "go.mod": "" })).toMatchObject({
    services: 0,
    text: expect.stringContaining("service:\n  dockerfile: none\n"),
  });
});

it("several: each as a service, built from the nearest folder that holds what it copies", () => {
  const { text, services } = draft({
    "web/Dockerfile": `${FROM}COPY ["package*.json", "./"]\nEXPOSE 80 443\n`,
    "web/Dockerfile.dev": FROM,
    "web/package.json": "",
    "src/cart/Dockerfile": `${FROM}COPY --from=build /app /app\nCOPY ./src/cart ./proto /app/\n`,
    "src/cart/main.go": "",
    "proto/cart.proto": "",
    "docker/Dockerfile.worker": `${FROM}EXPOSE 9000\nEXPOSE 9000\n`,
    "other/web/Dockerfile": `${FROM}ADD https://example.com/x /\nCOPY . /\nEXPOSE $PORT\n`,
    ".devcontainer/Dockerfile": FROM,
  });
  expect(text.split("\n").slice(1)).toEqual([
    "# One that listens nowhere (a worker, a job): drop: [{ stage: zap-baseline, reason: it listens nowhere }]",
    "version: 1",
    "services:",
    "  - { name: web, path: web } # exposes 80, 443: say where it listens",
    "  - { name: worker, path: docker, dockerfile: Dockerfile.worker, port: 9000 }",
    "  - { name: cart, path: ., dockerfile: src/cart/Dockerfile } # exposes no port: say where it listens",
    "  - { name: other-web, path: other/web } # exposes $PORT: say where it listens",
    '# No service of their own: web/Dockerfile.dev, ".devcontainer/Dockerfile"',
    "",
  ]);
  expect(services).toBe(4);
});

const LOCK = '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}';

it("what lies beside them and must be looked at, as a service without an image", () => {
  const manifest = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n";
  const one = { "api/Dockerfile": `${FROM}EXPOSE 80\n`, "README.md": "", "src/a.py": "" };
  expect(draft(one).text).toContain("service:\n  name: api\n  path: api\n");
  const more = { ...one, "api/k8s/a.yaml": manifest, "deploy/k8s/a.yaml": manifest };
  const { text, services } = draft({ ...more, "package-lock.json": LOCK });
  expect(text.split("\n").slice(2)).toEqual([
    "services:",
    "  - { name: api, path: api, port: 80 }",
    "  - { name: deploy, path: deploy, dockerfile: none }",
    "  # Nobody looks at package-lock.json: exclude it, or look at all once more by - { name: repository, path: ., dockerfile: none }",
    "",
  ]);
  expect(services).toBe(1);
  expect(parsePolicy(text, "greengate.yaml").ok).toBe(true);
});

const service = (dockerfile: string, files: Readonly<Record<string, string>> = {}) =>
  draft({ Dockerfile: `${FROM}${dockerfile}`, ...files })
    .text.split("\n")
    .slice(2);

it("a port behind a variable is the default of ENV or ARG", () => {
  expect(
    service(`ENV HOST 0.0.0.0\nARG BASE=90\nENV A=1 PORT=\${BASE}00\nEXPOSE \${PORT}\n`),
  ).toContain("  port: 9000");
  expect(service(`EXPOSE \${PORT:-8081}/tcp 53/udp\n`)).toContain("  port: 8081");
  expect(service("EXPOSE $PORT\n")).toContain("service: # exposes $PORT: say where it listens");
});

it("a HEALTHCHECK tells the path, and which of several ports is meant", () => {
  expect(
    service("EXPOSE 8008 8448\nHEALTHCHECK CMD curl -f http://localhost:8008/health || exit 1\n"),
  ).toEqual(["service:", "  name: service", "  port: 8008", "  health: /health", ""]);
  expect(service('HEALTHCHECK CMD ["wget", "http://127.0.0.1/"]\n')).toContain("  port: 80");
  const elsewhere = "EXPOSE 1 2\nHEALTHCHECK CMD curl http://localhost:$P/a http://db:5432/b\n";
  expect(service(elsewhere)).toContain("service: # exposes 1, 2: say where it listens");
});

it("a Compose file tells the folder that is built, and the port where no other one is told", () => {
  const compose = `services:
  db: { image: postgres, ports: ["5432:5432"] }
  server:
    build: { context: ../, dockerfile: docker/Dockerfile }
    ports: ["127.0.0.1:8080:80"]
  web: { build: ../web/, ports: [{ target: 3000 }] }
  else: { build: "https://example.com/x.git#main" }
`;
  const { text } = draft({
    "docker/docker-compose.yml": compose,
    "docker/Dockerfile": `${FROM}COPY . .\n`,
    "web/Dockerfile": `${FROM}COPY . .\n`,
    "compose.yaml": "services: [",
  });
  expect(text.split("\n").slice(3)).toEqual([
    "  - { name: service, path: ., dockerfile: docker/Dockerfile, port: 80 }",
    "  - { name: web, path: web, port: 3000 }",
    "",
  ]);
});

it("a Dockerfile put aside that copies all there is, or what a build made, is built where the lockfile is", () => {
  const { text } = draft({
    "yarn.lock": "",
    "frontend/package.json": "{}",
    "frontend/docker/Dockerfile": `${FROM}COPY --chown=node . .\nEXPOSE 3001\n`,
    "rest/pom.xml": "<project/>",
    "rest/src/main/docker/Dockerfile.jvm": `${FROM}COPY target/app.jar /\nEXPOSE 8080\n`,
    "rest/src/main/docker/Dockerfile.tpl": FROM,
  });
  expect(text.split("\n").slice(3)).toEqual([
    "  - { name: frontend, path: ., dockerfile: frontend/docker/Dockerfile, port: 3001 }",
    "  - { name: jvm, path: rest, dockerfile: src/main/docker/Dockerfile.jvm, port: 8080 }",
    "# No service of their own: rest/src/main/docker/Dockerfile.tpl",
    "",
  ]);
});

it("is a policy that is read, whatever the folders are called", () => {
  const folder = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom("a", "A", "yes", "a b", "#"),
  );
  const path = fc
    .array(folder, { maxLength: 3 })
    .map((parts) => [...parts, "Dockerfile"].join("/"));
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 6 }), fc.string(), (paths, word) => {
      const text = `${FROM}EXPOSE ${word}\nHEALTHCHECK CMD curl http://localhost:80/${word}\n`;
      const drafted = draft(Object.fromEntries(paths.map((each) => [each, text])));
      expect(parsePolicy(drafted.text, "greengate.yaml")).toMatchObject({ ok: true });
    }),
  );
});

it("images that tests run in are no services, unless there is nothing else", () => {
  const tests = { "result/tests/Dockerfile": FROM, "web/Dockerfile.playwright": FROM };
  const { text, services } = draft({ "result/Dockerfile": FROM, ...tests });
  expect(services).toBe(1);
  expect(text).toContain(
    "# No service of their own: web/Dockerfile.playwright, result/tests/Dockerfile\n",
  );
  expect(draft(tests).services).toBe(2);
  expect(draft({ "latest/Dockerfile": FROM, "contest/Dockerfile": FROM }).services).toBe(2);
});
