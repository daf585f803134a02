/** pip-audit's JSON report, as far as the decision needs it. */
import { z } from "zod";

const vulnerability = z.object({
  id: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  fix_versions: z.array(z.string()).default([]),
  description: z.string().optional(),
});

const dependency = z
  .object({
    name: z.string().min(1),
    version: z.string().default(""),
    vulns: z.array(vulnerability).optional(),
    /** Set where the package was not audited. */
    skip_reason: z.string().optional(),
  })
  .refine(({ vulns, skip_reason }) => vulns !== undefined || skip_reason !== undefined, {
    error: "neither vulns nor why it was not audited",
  })
  .transform(({ vulns = [], ...rest }) => ({ ...rest, vulns }));

export const auditReport = z.object({ dependencies: z.array(dependency) });

export type Dependency = z.output<typeof dependency>;
