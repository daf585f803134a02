/** The order in which findings are told: the most severe first, then by name. */
import { compareText } from "./compare.ts";
import type { Finding } from "./finding.ts";
import { compareSeverity } from "./severity.ts";

type Told = Pick<Finding, "severity" | "id" | "fingerprint">;

export const worstFirst = (a: Told, b: Told): number =>
  compareSeverity(a.severity, b.severity) ||
  compareText(a.id, b.id) ||
  compareText(a.fingerprint, b.fingerprint);
