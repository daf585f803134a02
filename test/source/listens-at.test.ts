/** Where a Dockerfile's service listens, and what it asks itself. */
import { expect, it } from "vitest";
import { listensAt } from "../../dagger/src/source/listens-at.ts";

it.each([
  ["EXPOSE 8080/tcp 8080", { ports: [8080] }],
  ["EXPOSE 53/udp $PORT 0 99999", { ports: [] }],
  ["EXPOSE 80 443", { ports: [80, 443] }],
  [
    "EXPOSE 80 443\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:80/up || exit 1",
    { ports: [80], health: "/up" },
  ],
  [
    'HEALTHCHECK CMD ["wget", "-qO-", "http://127.0.0.1:8000/health?full=1"]',
    { ports: [8000], health: "/health?full=1" },
  ],
  [
    "HEALTHCHECK CMD curl --fail http://localhost:$PORT/.instance",
    { ports: [], health: "/.instance" },
  ],
  ["EXPOSE 3000\nHEALTHCHECK \\\n  CMD wget -q http://localhost || exit 1", { ports: [3000] }],
  ["HEALTHCHECK CMD curl http://localhost:3000/$BASE/health", { ports: [3000] }],
  ["HEALTHCHECK CMD curl http://example.com/health", { ports: [] }],
  ["HEALTHCHECK CMD curl http://localhost/a\nHEALTHCHECK NONE", { ports: [] }],
])("%s", (text, where) => {
  expect(listensAt(`FROM scratch\n${text}\n`)).toEqual(where);
});
