/**
 * Every severity that a finding has by some tool's word, the worst first. A policy may do less about
 * an unknown one than about a medium one: then what it does about the medium one counts, so that one
 * more word never betters a verdict. That a tool rates nothing says nothing.
 */
import type { Severity } from "../severity.ts";
import type { KnownFinding } from "../verdict.ts";

export function toldSeverities({ severity, sources }: KnownFinding): readonly Severity[] {
  if (sources.length < 2) return [severity];
  const told = sources.flatMap((source) => (source.severity === "unknown" ? [] : source.severity));
  return [severity, ...told];
}
