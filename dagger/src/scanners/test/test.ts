/**
 * The service's own tests: the Dockerfile's `test` target, or the policy's command.
 * Proves that it looked: the run record says that the command ran and ended with 0, with its log.
 */
import type { Reading, StageInput } from "../../core/evidence.ts";
import type { Scanner } from "../scanner.ts";

export const test: Scanner = {
  stage: "test",
  title: "The service's own tests",
  outputs: ["output.txt"],
  finds: [],
  mayNotApply: true,
  named: (service) => service.test !== undefined,
  ofImage: true,
  install: "Give the Dockerfile a target named test, or the policy a service.test command.",
  read,
};

function read({ record, files }: StageInput): Reading {
  const reading = { findings: [], tool: { name: "test", version: "" }, facts: [], notes: [] };
  if (!record) {
    const message = "No run record tells that the tests ran.";
    const hint = "Let Greengate run them.";
    return { ...reading, gaps: [{ code: "test.no-record", message, hint, needsRecord: true }] };
  }
  // Where they could not even start, the record tells why.
  if (record.status !== "ran") return { ...reading, gaps: [] };
  const passed = record.exitCode === 0 && files.has("output.txt");
  return {
    ...reading,
    facts: passed ? [{ name: "tests", value: record.arguments.join(" ") }] : [],
    gaps: passed
      ? []
      : [
          {
            code: "test.failed",
            message: `The tests ended with exit code ${record.exitCode ?? "unknown"}.`,
            hint: "Read raw/test/output.txt and mend what fails.",
          },
        ],
  };
}
