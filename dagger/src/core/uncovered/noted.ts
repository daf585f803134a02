/**
 * Of several services: what of the source lies in none of their folders. Every stage looks at one
 * service's folder, so no service's verdict tells of it: the whole one does.
 */
import { z } from "zod";
import { isInside } from "../policy/services.ts";

export const uncovered = z
  .object({
    services: z.array(z.string()).describe("The services' folders that it was held against"),
    files: z.int().nonnegative().describe("How many files lie in none of them"),
    parts: z
      .array(
        z.object({
          path: z
            .string()
            .describe("A folder, with its slash, or a file beside a service's folder"),
          stages: z
            .record(z.string(), z.int().positive())
            .describe("How many files of it each stage would look at"),
        }),
      )
      .describe("What stages would look at there, were it a service of its own"),
    dockerfiles: z.array(z.string()).describe("Dockerfiles there that no service is built by"),
    unread: z.string().optional().describe("Why it is not known"),
  })
  .describe("Of several services: what of the source lies in no service's folder");

export type Uncovered = z.output<typeof uncovered>;
export type Part = Uncovered["parts"][number];

/** @returns the topmost folder on the way to the file that holds no service, with its slash; else the file */
export function partOf(file: string, services: readonly string[]): string {
  const parts = file.split("/");
  for (let depth = 1; depth < parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join("/");
    if (!services.some((service) => isInside(service, folder))) return `${folder}/`;
  }
  return file;
}
