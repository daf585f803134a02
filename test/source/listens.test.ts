/** Where a Dockerfile's service listens, and what it asks itself. */
import { expect, it } from "vitest";
import { listensAt } from "../../dagger/src/source/listens.ts";

it.each([
  ["EXPOSE 8080/tcp 8080", 8080, undefined],
  ["EXPOSE 53/udp $PORT 0 99999", undefined, undefined],
  ["EXPOSE 80 443", undefined, undefined],
  ["EXPOSE 80 443\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:80/up", 80, "/up"],
  ['HEALTHCHECK CMD ["wget", "-qO-", "http://127.0.0.1:8000/health"]', 8000, "/health"],
  ["EXPOSE 3000\nHEALTHCHECK \\\n  CMD wget -q http://localhost || exit 1", 3000, undefined],
  ["EXPOSE 3000\nHEALTHCHECK CMD curl http://localhost:3000/$BASE/health", 3000, undefined],
  ["HEALTHCHECK CMD curl http://example.com/health", undefined, undefined],
  ["HEALTHCHECK CMD curl http://localhost/a\nHEALTHCHECK NONE", undefined, undefined],
])("%s", (text, port, health) => {
  expect(listensAt(`FROM scratch\n${text}\n`, [])).toMatchObject({ port, health });
});

it.each([
  [
    "values that double",
    Array.from({ length: 40 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}`).join("\n"),
  ],
  ["a long word", `ENV ${"a".repeat(100_000)}`],
  ["names that are never closed", `ENV ${"${a-".repeat(50_000)}`],
])("neither fails at %s nor takes long", (_name, text) => {
  const start = performance.now();
  const file = `FROM scratch\nARG A0=0123456789\n${text}\nEXPOSE 80\n`;
  expect(listensAt(file, [])).toMatchObject({ port: 80 });
  expect(performance.now() - start).toBeLessThan(3000);
});
