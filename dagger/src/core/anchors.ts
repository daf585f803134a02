/** Anchors: what a runner notes of the repository, so that a verdict can say where in it to look. */
import { z } from "zod";

const path = z.string().min(1).describe("Path in the source");
const line = z.int().positive().describe("Counted from 1");

export const anchors = z.object({
  dockerfile: z
    .object({ path, line, image: z.string().optional().describe("The base image, as written") })
    .optional()
    .describe("The FROM line by which the shipped image gets its base"),
  packages: z
    .array(z.object({ name: z.string(), version: z.string(), path, line: line.optional() }))
    .default([])
    .describe("Lines of lockfiles and manifests where reported packages stand"),
  paths: z
    .array(z.object({ url: z.string(), path, line }))
    .default([])
    .describe("Lines of the policy where the paths that were visited stand"),
  list: z.object({ path, line }).optional().describe("Where the policy's list of paths begins"),
});

export type Anchors = z.output<typeof anchors>;
