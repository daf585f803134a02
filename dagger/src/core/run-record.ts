/** The run record: what a runner writes of each stage, in `run.json` of a reports folder. */
import { z } from "zod";
import { anchors } from "./anchors.ts";
import { instant } from "./instant.ts";
import { uncovered } from "./uncovered/noted.ts";

const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/, "a digest, sha256: and 64 hex digits");

const outputFile = z.object({
  path: z.string().describe("Path in the reports folder, raw/<stage>/…"),
  sha256,
  bytes: z.int().nonnegative(),
});

/** One stage as it ran, or did not. */
const stageRecord = z.object({
  stage: z.string().min(1),
  status: z.enum(["ran", "failed", "not-applicable", "missing"]),
  reason: z.string().optional().describe("Why it failed, does not apply or is missing"),
  hint: z.string().optional().describe("What to do about that"),
  tool: z
    .object({
      name: z.string(),
      version: z.string(),
      image: z.string().optional().describe("The scanner's image, by digest"),
    })
    .optional(),
  target: z.object({ name: z.string(), digest: sha256.optional() }).optional(),
  arguments: z.array(z.string()).default([]),
  startedAt: instant.optional().describe("When the scanner really ran"),
  usedAt: instant.optional().describe("When this run used it; later than startedAt if reused"),
  durationMs: z.number().nonnegative().optional(),
  exitCode: z.int().optional(),
  reused: z.boolean().default(false).describe("Taken from a cache: the scan was not run anew"),
  outputs: z.array(outputFile).default([]),
  evidence: z.record(z.string(), z.unknown()).default({}),
});

export const runRecords = z.object({
  schema: z.literal(1),
  greengate: z.string().describe("The version that wrote it"),
  service: z.string(),
  image: z
    .object({
      config: sha256,
      manifest: sha256.optional(),
      user: z.string().optional().describe("Whom it starts as; empty is root"),
    })
    .optional()
    .describe("The one image that was built, scanned and served"),
  archive: outputFile
    .extend({ path: z.literal("image.tar") })
    .optional()
    .describe("The image's archive, where the run was told to keep it"),
  anchors: anchors.optional().describe("Where in the repository to look; no evidence of anything"),
  exceptions: z
    .array(
      outputFile.extend({
        path: z
          .string()
          .refine(isKept, "exceptions/<path in the source>")
          .describe("exceptions/<path in the source>"),
      }),
    )
    .optional()
    .describe("Ignore files and VEX of the source, as they were when it was scanned"),
  judgedBy: z
    .object({
      name: z.string().describe("The protected branch, or its policy's file"),
      policy: sha256.describe("Digest of the policy by which alone the run may be judged"),
    })
    .optional(),
  scope: z
    .record(z.string(), z.unknown())
    .describe("What the policy said of what is to be looked at: what it excludes, whose rules"),
  uncovered: uncovered.optional(),
  stages: z.array(stageRecord),
});

/** No part of the path leads out of the folder. */
function isKept(path: string): boolean {
  const [folder, ...parts] = path.split("/");
  const plain = parts.every((part) => part !== "" && part !== "." && part !== "..");
  return folder === "exceptions" && parts.length > 0 && plain;
}

export type StageRecord = z.infer<typeof stageRecord>;
export type RunRecords = z.infer<typeof runRecords>;
