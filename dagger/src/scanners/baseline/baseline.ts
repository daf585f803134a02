/** The baseline: an earlier verdict of the same service, from which findings have their age. */

import { counted } from "../../core/counted.ts";
import { readEarlier } from "../../core/earlier.ts";
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import { parseInstant, SKEW_MS } from "../../core/time.ts";
import { version } from "../../version.ts";
import type { GivenFile } from "../given.ts";
import type { Scanner } from "../scanner.ts";

const FILE = "verdict.json";

export const baseline: Scanner = {
  stage: "baseline",
  title: "An earlier verdict",
  outputs: [FILE],
  mayNotApply: false,
  given: true,
  install: "Give an earlier verdict.json, or its reports folder, with --baseline.",
  read,
};

/** Kept as it is. */
export function keepBaseline(bytes: Uint8Array): GivenFile {
  const tool = { name: "greengate", version };
  return { stage: baseline.stage, name: FILE, bytes, tool, evidence: {} };
}

function read({ files, now }: StageInput): Reading {
  const parsed = readEarlier(files.get(FILE), "The baseline");
  if (!parsed.ok) return unreadable("greengate", parsed.error);
  const { decidedAt, findings } = parsed.value;
  const later = (parseInstant(decidedAt) ?? now) > now + SKEW_MS;
  const hint = "Give a verdict that is older than this one.";
  const message = `The baseline was decided at ${decidedAt}, which is still to come.`;
  return {
    findings: [],
    tool: { name: "greengate", version: "" },
    facts: [
      { name: "earlier verdict", value: `${counted(findings.size, "finding")} at ${decidedAt}` },
    ],
    gaps: later ? [{ code: "baseline.from-the-future", message, hint }] : [],
    notes: [],
    knowledge: { earlier: parsed.value },
  };
}
