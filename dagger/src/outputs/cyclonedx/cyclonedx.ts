/**
 * bom.cdx.json: the image's bill of materials as Trivy made it, with what was found and what the
 * gate makes of it (VEX). https://cyclonedx.org/docs/1.6/json/#vulnerabilities
 */
import { createHash } from "node:crypto";
import type { Verdict } from "../../core/verdict.ts";
import { version } from "../../version.ts";
import type { Output } from "../output.ts";
import { forJson, oneLine } from "../shared/inert.ts";
import { uuidOf } from "../shared/uuid.ts";
import { readBill } from "./bill.ts";
import { Components } from "./components.ts";
import { vulnerabilityOf } from "./vulnerability.ts";

export const cyclonedx: Output = { file: "bom.cdx.json", render };

function render(verdict: Verdict, given?: Uint8Array): string {
  const bill = readBill(given);
  const components = new Components(bill?.components ?? []);
  const known = verdict.findings.filter(({ category }) => category === "vulnerability");
  const reasons = new Map(
    verdict.exceptions
      .filter(({ state }) => state === "in-force")
      .flatMap(({ covers, reason }) => covers.map((fingerprint) => [fingerprint, reason])),
  );
  const vulnerabilities = known.map((finding) =>
    vulnerabilityOf(finding, components.refsOf(finding), reasons.get(finding.fingerprint)),
  );
  const { specVersion = "1.6", metadata, components: _, ...rest } = bill ?? {};
  const bom = {
    ...rest,
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: "CycloneDX",
    specVersion,
    serialNumber: `urn:uuid:${uuidOf(documentDigest(verdict, given))}`,
    version: 1,
    metadata: {
      ...(metadata ?? { component: serviceOf(verdict) }),
      timestamp: verdict.decidedAt,
      tools: {
        ...metadata?.tools,
        components: [
          ...(metadata?.tools?.components ?? []),
          { type: "application", name: "greengate", version },
        ],
      },
      properties: [...(metadata?.properties ?? []), ...said(verdict, bill !== undefined)],
    },
    components: components.all(),
    vulnerabilities,
  };
  return `${forJson(JSON.stringify(bom))}\n`;
}

const serviceOf = ({ service, image }: Verdict) => ({
  type: image ? "container" : "application",
  "bom-ref": "greengate:service",
  name: oneLine(service, 255) || "unnamed",
});

/** What a reader of this file alone would not know. */
function said(verdict: Verdict, whole: boolean) {
  const others = verdict.findings.filter(({ category }) => category !== "vulnerability").length;
  const facts = {
    verdict: verdict.verdict,
    "policy-sha256": verdict.policy.sha256,
    "incomplete-stages": verdict.stages
      .filter(({ state }) => state === "incomplete")
      .map(({ stage }) => stage)
      .join(" "),
    // Secrets, configuration and code are no components: the format has no place for them.
    "findings-of-other-kinds": String(others),
    ...(!whole && { components: "only those with findings: there is no whole scan of an image" }),
  };
  return Object.entries(facts).map(([name, value]) => ({
    name: `greengate:${name}`,
    value: oneLine(value, 1000),
  }));
}

/** Another verdict on the same bill is another document. */
function documentDigest(verdict: Verdict, bill: Uint8Array | undefined): string {
  const hash = createHash("sha256").update(bill ?? "");
  hash.update(JSON.stringify([verdict.service, verdict.decidedAt, verdict.policy.sha256]));
  for (const { fingerprint, action } of verdict.findings) hash.update(fingerprint + action);
  return hash.digest("hex");
}
