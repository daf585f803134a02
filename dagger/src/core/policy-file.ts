/** Reads a policy file; each problem names line, column, field and what would be right. */
import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { type Exception, type Policy, policySchema } from "./policy.ts";
import { fail, ok, type Problem, type Result } from "./result.ts";
import { DAY_MS, parseDay } from "./time.ts";

export interface PolicyProblem extends Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Dotted, `exceptions.0.until`; empty for the file itself. */
  readonly field: string;
}

/**
 * @param text the file's text, YAML 1.2 (or JSON, which is YAML too)
 * @param file its name, for messages
 * @returns the policy with its defaults filled in, or every problem found, in file order
 */
export function parsePolicy(text: string, file: string): Result<Policy, PolicyProblem[]> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };

  const faults = [...doc.errors, ...doc.warnings];
  if (faults.length > 0) {
    return fail(
      faults.map((fault) => ({
        ...at(fault.pos[0]),
        code: fault.code === "DUPLICATE_KEY" ? "policy.duplicate-key" : "policy.not-yaml",
        field: "",
        message: fault.message.split(/ at line \d/)[0] ?? fault.message,
        hint: "Write each key once, as valid YAML 1.2.",
      })),
    );
  }
  let data: unknown;
  try {
    data = doc.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const message = (error as Error).message;
    return fail([
      {
        ...at(0),
        code: "policy.not-yaml",
        field: "",
        message,
        hint: "Write it out without aliases.",
      },
    ]);
  }

  const parsed = policySchema.safeParse(data);
  const problems = parsed.success
    ? contradictions(parsed.data, doc, (path) => at(offsetOf(doc, path)))
    : parsed.error.issues.flatMap((issue) => describe(issue, doc, at));
  if (problems.length > 0 || !parsed.success) {
    return fail(problems.sort((a, b) => a.line - b.line || a.column - b.column));
  }
  return ok(parsed.data);
}

type Position = Pick<PolicyProblem, "file" | "line" | "column">;
type Path = readonly PropertyKey[];

function describe(
  issue: z.core.$ZodIssue,
  doc: Document,
  at: (offset: number) => Position,
): PolicyProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      ...at(offsetOf(doc, [...issue.path, key], true)),
      code: "policy.unknown-key",
      field: [...issue.path, key].map(String).join("."),
      message: `No such key: ${key}.`,
      hint: "Compare with the keys that `greengate policy schema` lists.",
    }));
  }
  return [
    {
      ...at(offsetOf(doc, issue.path)),
      code: "policy.wrong-value",
      field: issue.path.map(String).join("."),
      message: `Not what belongs here: ${shown(doc, issue.path)}.`,
      hint: `Expected: ${issue.message.replace(/^Invalid (input|option): expected /, "")}.`,
    },
  ];
}

function shown(doc: Document, path: Path): string {
  const value = doc.getIn(path as string[]);
  if (value === undefined) return "nothing is given";
  return typeof value === "object" ? "a list or mapping" : JSON.stringify(value);
}

/** Where the value (or the key) at a path stands; what isn't there is placed at its parent. */
function offsetOf(doc: Document, path: Path, ofKey = false): number {
  if (ofKey) {
    const parent =
      path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1) as string[], true);
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === path.at(-1))
      : undefined;
    if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (let length = path.length; length > 0; length -= 1) {
    const node = doc.getIn(path.slice(0, length) as string[], true);
    if (node && typeof node === "object" && "range" in node && Array.isArray(node.range)) {
      return Number(node.range[0]);
    }
  }
  return doc.contents?.range?.[0] ?? 0;
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
): PolicyProblem[] {
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
      const limit = `limits.exceptionMaxDays lets an exception run for ${most} days`;
      if (since === undefined || until === undefined) {
        const field = since === undefined ? "since" : "until";
        const message = `The exception of ${id} has no ${field}, and ${limit}.`;
        return fault(field, "policy.exception-unlimited", message, `Add ${field}: YYYY-MM-DD.`);
      }
      const days = ((parseDay(until) ?? 0) - (parseDay(since) ?? 0)) / DAY_MS + 1;
      if (days <= most) return [];
      const message = `The exception of ${id} runs for ${days} days; ${limit}.`;
      return fault("until", "policy.exception-too-long", message, "Choose an earlier last day.");
    }),
  ];
}

/** Two exceptions for the same thing hide which of them decides, and when the last one ends. */
function duplicateExceptions(
  exceptions: readonly Exception[],
  path: Path,
  at: (path: Path) => Position,
): PolicyProblem[] {
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
