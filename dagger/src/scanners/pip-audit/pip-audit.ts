/**
 * pip-audit: advisories for the packages that requirements files pin.
 * Proves that it looked: every pinned package is in the report and was audited, and a package known
 * to be vulnerable is found out by the same service. It exits 0 where the service knows no package
 * at all, and with 1 both for findings and for errors (measured, 2.10.1).
 */
import type { Policy } from "../../core/policy/policy.ts";
import type { Call } from "../invocation.ts";
import type { Scanner } from "../scanner.ts";
import { read, reportName } from "./read.ts";
import { CANARY, selectRequirements } from "./select.ts";
import { pipAuditTool } from "./tool.ts";

export const pipAudit: Scanner = {
  stage: "pip-audit",
  title: "Python requirements (pip-audit)",
  outputs: ["report-0.json", "canary.json"],
  // 1 is findings or a failure: whether its output is a report tells.
  fineExitCodes: [1],
  finds: ["vulnerability", "misconfiguration"],
  mayNotApply: true,
  install: "Install pip-audit 2.10, or pass --install-tools.",
  invocation: {
    tool: pipAuditTool,
    seconds: 600,
    select: selectRequirements,
    beside: { [CANARY.file]: CANARY.text },
    calls: ({ source, beside, targets }, policy) => [
      ...targets.map((path, index) => audit(`${source}/${path}`, reportName(index), policy)),
      audit(`${beside}/${CANARY.file}`, "canary.json", policy),
    ],
  },
  read,
};

/** No dependency is resolved and no pip is run: that would execute what the packages bring. */
function audit(file: string, stdout: string, { pythonAdvisories: { service, url } }: Policy): Call {
  const from = [
    "--vulnerability-service",
    service,
    ...(url === undefined ? [] : ["--osv-url", url]),
  ];
  const args = ["--no-deps", "--disable-pip", "--progress-spinner", "off", ...from];
  return { args: [...args, "--format", "json", "--requirement", file], stdout };
}
