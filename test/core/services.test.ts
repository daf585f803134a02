/** Several services in one policy, and their verdicts as one. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { type Policy, policySchema } from "../../dagger/src/core/policy/policy.ts";
import { withService } from "../../dagger/src/core/policy/service-options.ts";
import {
  askedServices,
  changedServices,
  servicePolicies,
} from "../../dagger/src/core/policy/services.ts";
import { NOTHING_BESIDE } from "../../dagger/src/core/uncovered/judge.ts";
import { VERDICTS, type Verdict, type VerdictName } from "../../dagger/src/core/verdict.ts";
import { joinVerdicts } from "../../dagger/src/core/whole.ts";
import { decideRun, greenRun } from "../support/run.ts";

const clinic: Policy = policySchema.parse({
  version: 1,
  actions: { medium: "block" },
  drop: [{ stage: "test", reason: "later" }],
  services: [
    { name: "users", path: "services/users", port: 5001, actions: { medium: "warn" } },
    { name: "mail", path: "services/mail", drop: [{ stage: "semgrep", reason: "no rules" }] },
  ],
});

it("each service's policy is the common one with what its own entry changes or adds", () => {
  const [users, mail] = servicePolicies(clinic);
  expect(users?.service).toMatchObject({ name: "users", path: "services/users", port: 5001 });
  expect([users?.actions.medium, mail?.actions.medium]).toEqual(["warn", "block"]);
  expect(users?.drop.map(({ stage }) => stage)).toEqual(["test"]);
  expect(mail?.drop.map(({ stage }) => stage)).toEqual(["test", "semgrep"]);
});

it.each([
  ["services: [{name: a, path: a}, {name: a, path: b}]", "policy.duplicate-service", 2],
  ["service: {}\nservices: [{name: a, path: a}]", "policy.service-and-services", 2],
  ["services: [{name: a, path: ../b}]", "policy.wrong-value", 2],
  ["services: [{name: a, path: /b}]", "policy.wrong-value", 2],
  ["services: []", "policy.wrong-value", 2],
])("%s is refused", (text, code, line) => {
  const parsed = parsePolicy(`version: 1\n${text}\n`, "p.yaml");
  expect(parsed).toMatchObject({ ok: false, error: [{ code, line }] });
});

it("build arguments hold for all, a port for none of several", () => {
  const given = withService(clinic, { buildArgs: ["BASE=mirror/base"] });
  expect(given).toMatchObject({
    ok: true,
    value: { services: [{ buildArgs: { BASE: "mirror/base" } }, {}] },
  });
  expect(withService(clinic, { port: 80 })).toMatchObject({
    ok: false,
    error: { code: "options.of-one-service" },
  });
});

it("a service that there is not is named, with those that there are", () => {
  expect(askedServices(clinic, ["users"])).toMatchObject({ ok: true, value: [{}] });
  expect(askedServices(clinic, ["user"])).toMatchObject({
    ok: false,
    error: { message: "No such service: user.", hint: "Services: users, mail." },
  });
});

it.each([
  [["services/users/app.py"], ["users"]],
  [
    ["services/users/app.py", "services/mail/app.py"],
    ["users", "mail"],
  ],
  [["greengate.yaml"], ["users", "mail"]],
  [["services/usersx/app.py"], ["users", "mail"]],
  [[], []],
])("%j touches %j", (files, services) => {
  expect(changedServices(clinic, files)).toEqual(services);
});

it.each([
  ["rules/python.yaml", ["web", "users", "mail"]],
  ["services/users/rules.yaml", ["web", "users", "mail"]],
  ["services/users/app.py", ["web", "users"]],
  ["services/mail/Dockerfile.users", ["web", "users", "mail"]],
])("where a service's folder is around the others', %s touches %j", (file, touched) => {
  const nested = policySchema.parse({
    version: 1,
    semgrepRules: ["./services/users/rules.yaml"],
    services: [
      { name: "web", path: "." },
      { name: "users", path: "services/users", dockerfile: "../mail/Dockerfile.users" },
      { name: "mail", path: "services/mail" },
    ],
  });
  expect(changedServices(nested, [file])).toEqual(touched);
});

const verdictOf = (service: string, verdict: VerdictName): Verdict => ({
  ...decideRun(greenRun()),
  service,
  verdict,
});
const policies = servicePolicies(clinic);
const now = 0;

it("a service that nothing is shown of makes the whole incomplete, unless it was not asked for", () => {
  const verdicts = [verdictOf("users", "pass")];
  const whole = joinVerdicts({
    verdicts,
    policies,
    leftOut: new Map(),
    beside: NOTHING_BESIDE,
    now,
  });
  expect(whole).toMatchObject({ verdict: "incomplete", missing: [{ service: "mail" }] });
  const leftOut = new Map([["mail", "unchanged"]]);
  expect(joinVerdicts({ verdicts, policies, leftOut, beside: NOTHING_BESIDE, now })).toMatchObject({
    verdict: "pass",
    leftOut: [{ service: "mail", reason: "unchanged" }],
  });
  const all = new Map(policies.map(({ service }) => [service.name, "unchanged"]));
  expect(
    joinVerdicts({ verdicts: [], policies, leftOut: all, beside: NOTHING_BESIDE, now }).verdict,
  ).toBe("incomplete");
});

it("the whole is green only where every service is and nothing lies beside, whatever the order", () => {
  const gap = { code: "services.uncovered", message: "m", hint: "h" };
  const name = fc.constantFrom(...VERDICTS);
  fc.assert(
    fc.property(name, name, fc.boolean(), fc.boolean(), (users, mail, turned, lacking) => {
      const verdicts = [verdictOf("users", users), verdictOf("mail", mail)];
      if (turned) verdicts.reverse();
      const { verdict } = joinVerdicts({
        verdicts,
        policies,
        leftOut: new Map(),
        beside: lacking ? { gaps: [gap], notes: [] } : NOTHING_BESIDE,
        now,
      });
      const green = ["pass", "warn"];
      expect(green.includes(verdict)).toBe(
        !lacking && green.includes(users) && green.includes(mail),
      );
      if (users === "block" || mail === "block") expect(verdict).toBe("block");
    }),
  );
});

it("an exception of one service is in that service's policy alone", () => {
  const who = { reason: "r", owner: "ana", until: "2026-12-31", untilFixed: false };
  const exceptions = [
    { id: "CVE-1", service: "users", ...who },
    { id: "CVE-2", ...who },
  ];
  const ids = servicePolicies({ ...clinic, exceptions }).map((policy) => [
    policy.service.name,
    policy.exceptions.map(({ id }) => id),
  ]);
  expect(ids).toEqual([
    ["users", ["CVE-1", "CVE-2"]],
    ["mail", ["CVE-2"]],
  ]);
});
