/** Reads a policy file; each problem names line, column, field and what would be right. */

import type { Document } from "yaml";
import { counted } from "../counted.ts";
import type { Exception } from "../exceptions/written.ts";
import { fail, ok, type Result } from "../result.ts";
import { DAY_MS, parseDay } from "../time.ts";
import { readYaml } from "../yaml/file.ts";
import { type FileProblem, inOrder, type Path, type Position } from "../yaml/file-problem.ts";
import { type Policy, policySchema } from "./policy.ts";

/** What it is called in a source. */
export const POLICY_FILE = "greengate.yaml";

/** A likely slip: a gate that passed over it would judge by the default policy. */
export const MISNAMED = "greengate.yml";
export const MISNAMED_WORDS = `${MISNAMED} is not read. Name it ${POLICY_FILE}.`;

/**
 * @param text the file's text, YAML 1.2 (or JSON, which is YAML too)
 * @param file its name, for messages
 * @returns the policy with its defaults filled in, or every problem found, in file order
 */
export function parsePolicy(text: string, file: string): Result<Policy, FileProblem[]> {
  const read = readYaml(text, file, policySchema, { code: "policy" });
  if (!read.ok) return read;
  const { data, doc, at } = read.value;
  const problems = contradictions(data, doc, at);
  return problems.length > 0 ? fail(inOrder(problems)) : ok(data);
}

/** What each part allows and the whole does not. */
function contradictions(policy: Policy, doc: Document, at: (path: Path) => Position) {
  const problems = exceptionFaults(policy, policy.exceptions, ["exceptions"], at);
  const names = new Map<string, number>();
  for (const [index, { name, exceptions }] of (policy.services ?? []).entries()) {
    problems.push(...exceptionFaults(policy, exceptions, ["services", index, "exceptions"], at));
    const earlier = names.get(name);
    names.set(name, earlier ?? index);
    if (earlier === undefined) continue;
    problems.push({
      ...at(["services", index, "name"]),
      code: "policy.duplicate-service",
      field: `services.${index}.name`,
      message: `The same name as services.${earlier}: ${name}.`,
      hint: "Give each service a name of its own: its reports lie in a folder of that name.",
    });
  }
  if (policy.services && doc.has("service")) {
    problems.push({
      ...at(["service"]),
      code: "policy.service-and-services",
      field: "service",
      message: "Both service and services are given.",
      hint: "Keep services; what all of them share is said in each.",
    });
  }
  return problems;
}

/** What an exception must not be beside the others, or by the policy's own limits. */
function exceptionFaults(
  policy: Policy,
  exceptions: readonly Exception[],
  path: Path,
  at: (path: Path) => Position,
): FileProblem[] {
  return [
    ...duplicateExceptions(exceptions, path, at),
    ...exceptions.flatMap((exception, index) => {
      const fault = (field: keyof Exception, code: string, message: string, hint: string) => [
        {
          ...at([...path, index, exception[field] === undefined ? "id" : field]),
          code,
          field: [...path, index, field].map(String).join("."),
          message,
          hint,
        },
      ];
      const { id, since, until, service } = exception;
      const names = policy.services?.map(({ name }) => name) ?? [policy.service.name];
      if (service !== undefined && !names.includes(service)) {
        const hint = `Services: ${names.join(", ")}.`;
        return fault("service", "policy.unknown-service", `No such service: ${service}.`, hint);
      }
      const most = policy.limits.exceptionMaxDays;
      if (most === undefined) return [];
      const limit = `limits.exceptionMaxDays lets an exception run for ${counted(most, "day")}`;
      if (since === undefined || until === undefined) {
        const field = since === undefined ? "since" : "until";
        const message = `The exception of ${id} has no ${field}, and ${limit}.`;
        return fault(field, "policy.exception-unlimited", message, `Add ${field}: YYYY-MM-DD.`);
      }
      const days = ((parseDay(until) ?? 0) - (parseDay(since) ?? 0)) / DAY_MS + 1;
      if (days <= most) return [];
      const message = `The exception of ${id} runs for ${counted(days, "day")}; ${limit}.`;
      return fault("until", "policy.exception-too-long", message, "Choose an earlier last day.");
    }),
  ];
}

/** Two exceptions for the same thing hide which of them decides, and when the last one ends. */
function duplicateExceptions(
  exceptions: readonly Exception[],
  path: Path,
  at: (path: Path) => Position,
): FileProblem[] {
  const seen = new Map<string, number>();
  const list = path.map(String).join(".");
  return exceptions.flatMap((exception, index) => {
    const { id, package: name, purl, versions, path: place, service, stage } = exception;
    const key = JSON.stringify([id, name, purl, versions, place, service, stage]);
    const earlier = seen.get(key);
    seen.set(key, earlier ?? index);
    if (earlier === undefined) return [];
    return [
      {
        ...at([...path, index, "id"]),
        code: "policy.duplicate-exception",
        field: `${list}.${index}`,
        message: `The same exception as ${list}.${earlier}: ${id}.`,
        hint: "Keep one of the two, or narrow them by package, purl, path, service or stage.",
      },
    ];
  });
}
