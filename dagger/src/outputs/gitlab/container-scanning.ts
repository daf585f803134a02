/** gl-container-scanning-report.json: what is known of packages and runtimes in the image. */
import type { Verdict } from "../../core/verdict.ts";
import { oneLine } from "../shared/inert.ts";
import { ofImage } from "../shared/stages.ts";
import { dependencyOf } from "./dependency.ts";
import { securityReport } from "./report.ts";

export const containerScanning = securityReport({
  file: "gl-container-scanning-report.json",
  type: "container_scanning",
  looks: ofImage,
  takes: ({ category, sources }) =>
    category === "vulnerability" && sources.some(({ stage }) => ofImage(stage)),
  location: (finding, verdict) => ({
    dependency: dependencyOf(finding),
    operating_system: systemOf(verdict),
    // Without its digest: GitLab tells an old finding from a new one by this name.
    image: oneLine(verdict.service, 255) || "unnamed",
  }),
});

function systemOf({ stages }: Verdict): string {
  const facts = stages.find(({ stage }) => stage === "trivy-image")?.facts ?? [];
  const fact = facts.find(({ name }) => name === "operating system");
  return oneLine(fact?.value ?? "", 255) || "unknown";
}
