/** examples/clinic/expected.json, as the tests read it. */
import { readFileSync } from "node:fs";

export const CLINIC = "examples/clinic";

export interface ExpectedFinding {
  readonly id: string;
  readonly path: string;
  readonly line?: number;
}

interface Expected {
  /** By service (or folder) and stage. */
  readonly findings: Record<string, Record<string, readonly ExpectedFinding[]>>;
  readonly clean: readonly string[];
}

export const { findings, clean } = JSON.parse(
  readFileSync(`${CLINIC}/expected.json`, "utf8"),
) as Expected;
