/** `--vex FILE …`: VEX files from beside the source. */
import { readFileSync } from "node:fs";
import { type Declared, parseDeclared } from "../../dagger/src/core/exceptions/declared.ts";
import { isFile } from "../../dagger/src/folder/is-file.ts";
import { orUsageError, UsageError } from "../usage-error.ts";

/** @throws UsageError with file and line of every fault */
export function givenVex(paths: readonly string[] = []): Declared {
  const files = paths.map((path) => {
    if (!isFile(path)) throw new UsageError(`No such file: ${path}`);
    return [path, readFileSync(path, "utf8")] as const;
  });
  return orUsageError(parseDeclared(files));
}
