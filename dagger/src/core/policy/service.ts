/** A service as a policy describes it: its zod schema. */
import { z } from "zod";
import { text } from "../text.ts";

const A_PATH = "a path that starts with /";
const urlPath = z.string({ error: A_PATH }).regex(/^\/[^\s#]*$/, A_PATH);

const visited = z.union(
  [
    urlPath.transform((path) => ({ path, status: 200 })),
    z.strictObject({
      path: urlPath,
      status: z
        .int()
        .min(100)
        .max(599)
        .default(200)
        .describe("The HTTP status it must answer with"),
    }),
  ],
  `${A_PATH}, or \`{ path: /nowhere, status: 404 }\``,
);

/** What a service is called that nobody gave a name. */
export const UNNAMED = "service";

export const serviceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "lower-case letters, digits, dot, dash, underscore");
export const folder = z
  .string()
  .regex(/^(\.|[^/.][^/]*(\/[^/.][^/]*)*)$/, "a folder inside the source, such as services/users");

export const service = z.strictObject({
  name: serviceName.default(UNNAMED).describe("What it is called in the verdict"),
  path: folder.default(".").describe("The service's folder in the source; what is built is in it"),
  dockerfile: text
    .default("Dockerfile")
    .describe("Path of the Dockerfile in the service's folder; `none` where it has no image"),
  target: text.optional().describe("The Dockerfile's stage to ship; its last one by default"),
  buildArgs: z
    .record(z.string(), z.string())
    .default({})
    .describe("The Dockerfile's build arguments; no place for secrets"),
  port: z.int().min(1).max(65_535).default(5000).describe("Where the service listens"),
  env: z.record(z.string(), z.string()).default({}).describe("Environment while it is attacked"),
  health: urlPath.default("/").describe("Answers 2xx once the service is up"),
  startSeconds: z.int().min(1).max(600).default(60).describe("How long it may take to come up"),
  paths: z
    .array(visited)
    .min(1)
    .default([{ path: "/", status: 200 }])
    .describe("What ZAP must reach, with the status it must see there; / with 200 by default"),
  test: z.array(text).min(1).optional().describe("Test command, where there is no test target"),
});
