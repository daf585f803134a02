/** Published schemas and validators: `npm run format-tools` installs them in test/tools. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FOLDER = resolve("test/tools/node_modules");

/** Why they can't be used here; undefined where they can. */
export const noTools = existsSync(FOLDER)
  ? undefined
  : "test/tools is not installed: npm run format-tools";

export const toolPath = (path: string): string => join(FOLDER, path);

export const toolText = (path: string): string => readFileSync(toolPath(path), "utf8");
