/** What is said of a service that never answered. */
import { expect, it } from "vitest";
import { neverUp } from "../../dagger/src/scanners/zap/never-up.ts";

const asked = { url: "http://127.0.0.1:40001/", seconds: 60, port: 5000, exposed: [], log: "" };

it("Flask's own words: its lines apart, the port that it names, what to set", () => {
  const log =
    " * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:8080\n\u001b[33mPress CTRL+C to quit\u001b[0m\n";
  const { reason, hint } = neverUp({ ...asked, log, exposed: [8080] });
  expect(reason).toBe(
    "http://127.0.0.1:40001/ did not answer with 2xx within 60 s; service.port is 5000, the default; its log names port 8080; the image exposes 8080; its log ends with: * Running on all addresses (0.0.0.0) | * Running on http://127.0.0.1:8080 | Press CTRL+C to quit",
  );
  expect(hint).toContain("say service.port: 8080 in the policy");
});

it.each([
  ["Listening on port 3000", 3000],
  ["listening at :: port=8000", 8000],
  ["[INFO] Listening at: http://0.0.0.0:8000 (1)", 8000],
  ["Server on [::]:9090", 9090],
  ["bound to *:8081", 8081],
])("%s names a port", (log, port) => {
  expect(neverUp({ ...asked, log }).reason).toContain(`its log names port ${port};`);
});

it.each(["", "ready in 5000 ms", "port 5000", "port 99999", "12:34:56 up", "port: none"])(
  "%j names no other",
  (log) => {
    const { reason, hint } = neverUp({ ...asked, log });
    expect(reason).not.toContain("names port");
    expect(hint).toMatch(/^Check service.port/);
  },
);

it("a port that the policy sets is no default; several others name none to set", () => {
  const { reason, hint } = neverUp({ ...asked, port: 81, exposed: [81, 82, 83] });
  expect(reason).toContain("service.port is 81; the image exposes 82, 83; it logged nothing");
  expect(hint).toMatch(/^Check service.port/);
});
