/** A VEX file of either format. */
import type { z } from "zod";
import { fail, ok, type Result } from "../../result.ts";
import { readYaml } from "../../yaml/file.ts";
import type { FileProblem } from "../../yaml/file-problem.ts";
import { cycloneDxStatements, cycloneDxVex } from "./cyclonedx.ts";
import { openVex, openVexStatements } from "./openvex.ts";
import type { Statement } from "./statement.ts";

const KIND = { code: "vex", keys: "Compare with the format's published schema." };

/** @returns its statements, or every problem with its line; JSON that is neither format is one */
export function parseVex(text: string, file: string): Result<Statement[], FileProblem[]> {
  try {
    return statementsIn(JSON.parse(text), text, file);
  } catch (error) {
    // Components in components and so on, deeper than the stack.
    if (error instanceof RangeError) return problem(file, "vex.too-deep", "It is nested too deep.");
    if (!(error instanceof SyntaxError)) throw error;
    return problem(file, "vex.not-json", `It is not whole JSON: ${error.message}.`);
  }
}

/** @throws RangeError where it is nested too deep */
function statementsIn(
  data: unknown,
  text: string,
  file: string,
): Result<Statement[], FileProblem[]> {
  const has = (key: string) => typeof data === "object" && data !== null && key in data;
  if (has("@context")) return read(openVex, openVexStatements);
  if (has("bomFormat")) return read(cycloneDxVex, cycloneDxStatements);
  return problem(file, "vex.unknown-format", "It is neither OpenVEX nor CycloneDX.");

  function read<T extends z.ZodType>(
    schema: T,
    statements: (document: z.output<T>, file: string) => Statement[],
  ): Result<Statement[], FileProblem[]> {
    const parsed = schema.safeParse(data);
    if (parsed.success) return ok(statements(parsed.data, file));
    // Only what is wrong is read again, for its lines: JSON is YAML.
    const placed = readYaml(text, file, schema, KIND);
    return placed.ok ? ok(statements(placed.value.data, file)) : placed;
  }
}

function problem(file: string, code: string, message: string): Result<never, FileProblem[]> {
  const hint = "Give an OpenVEX or CycloneDX document in JSON.";
  return fail([{ file, line: 1, column: 1, field: "", code, message, hint }]);
}
