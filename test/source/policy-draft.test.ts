/** A first policy for a source that has none. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy-file.ts";
import { draftPolicy } from "../../dagger/src/source/policy-draft.ts";

const draft = (files: Readonly<Record<string, string>>) =>
  draftPolicy({
    paths: Object.keys(files),
    links: [],
    unmatched: [],
    text: (path) => files[path] ?? "",
  });

const FROM = "FROM scratch\n";

it("one Dockerfile: one service, with its port and what it asks itself", () => {
  const more = "EXPOSE 8080/tcp\nHEALTHCHECK CMD curl http://localhost:8080/up\n";
  expect(draft({ Dockerfile: `${FROM}${more}` }).text).toContain(
    "version: 1\nservice:\n  name: service\n  port: 8080\n  health: /up\n",
  );
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
    "version: 1",
    "services:",
    "  - { name: web, path: web } # exposes 80, 443: say where it listens",
    "  - { name: worker, path: docker, dockerfile: Dockerfile.worker, port: 9000 }",
    "  - { name: cart, path: ., dockerfile: src/cart/Dockerfile } # exposes no port: say where it listens",
    "  - { name: other-web, path: other/web } # exposes no port: say where it listens",
    '# No service of their own: web/Dockerfile.dev, ".devcontainer/Dockerfile"',
    "",
  ]);
  expect(services).toBe(4);
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
    fc.property(fc.uniqueArray(path, { maxLength: 6 }), (paths) => {
      const { text } = draft(Object.fromEntries(paths.map((each) => [each, FROM])));
      expect(parsePolicy(text, "greengate.yaml")).toMatchObject({ ok: true });
    }),
  );
});
