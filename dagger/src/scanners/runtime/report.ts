/** What our own stage writes of an image's runtimes: where they lie, and what they said of themselves. */
import { z } from "zod";
import type { RuntimeName } from "./advisories.ts";
import { VERSION } from "./versions.ts";

const program = z.object({
  path: z.string().min(1).describe("In the image, absolute"),
  package: z
    .string()
    .optional()
    .describe("The system's package that brought it: Trivy's to judge, so it was not asked"),
  exitCode: z.int().optional(),
  answer: z.string().optional().describe("What it printed when asked for its version"),
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

/** A version is short; of anything else the beginning tells what it is not. */
export const trimmedAnswer = (text: string): string => text.trim().slice(0, 200);

export interface Runtime {
  readonly name: RuntimeName;
  readonly version: string;
  /** The release line, as ends of life name it: 24, 3.13. */
  readonly line: string;
}

/** What the program is by its own words; undefined where it did not say a released version. */
export function runtimeOf({ exitCode, answer = "" }: Program): Runtime | undefined {
  const [, word = "", version = ""] = /^(v|Python )(\S+)$/.exec(answer.trim()) ?? [];
  if (exitCode !== 0 || !VERSION.test(version)) return undefined;
  const [major = "", minor = ""] = version.split(".");
  const ofTwo = word !== "v" || major === "0";
  const name = word === "v" ? "node" : "python";
  return { name, version, line: ofTwo ? `${major}.${minor}` : major };
}
