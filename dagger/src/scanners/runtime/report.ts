/** What our own stage writes of an image's runtimes: where they lie, and what they said of themselves. */
import { z } from "zod";
import { kindOf, type RuntimeName } from "./kinds/index.ts";

const program = z.object({
  path: z.string().min(1).describe("In the image, absolute"),
  package: z
    .string()
    .optional()
    .describe("The system's package that brought it: Trivy's to judge, so it was not asked"),
  exitCode: z.int().optional(),
  answer: z.string().optional().describe("What it printed, or its file holds, of its version"),
});

export const runtimeReport = z.object({
  schema: z.literal(1),
  greengate: z.string().min(1),
  createdAt: z.string(),
  image: z.string().describe("Digest of the image's configuration"),
  files: z.int().nonnegative().describe("Files of the image that were looked through"),
  programs: z.array(program),
});

export type RuntimeReport = z.output<typeof runtimeReport>;
export type Program = RuntimeReport["programs"][number];

/** A version is short, warnings may stand before it; of anything else the beginning tells what it is not. */
export const trimmedAnswer = (text: string): string => text.trim().slice(0, 1000);

export interface Runtime {
  readonly name: RuntimeName;
  readonly version: string;
  /** The release line, as ends of life name it: 24, 3.13. */
  readonly line: string;
}

/** What the program is by its own words; undefined where it did not say a released version. */
export function runtimeOf({ path, exitCode, answer = "" }: Program): Runtime | undefined {
  const kind = kindOf(path);
  const version = exitCode === 0 ? kind?.version(answer) : undefined;
  if (!kind || version === undefined) return undefined;
  return { name: kind.name, version, line: kind.line(version) };
}
