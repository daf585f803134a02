/** `STAGE=FILE …`, as `--report` and `--sarif` take them. */
import { UsageError } from "../usage-error.ts";

/**
 * @param option what to call it in a message
 * @returns the file of each stage
 * @throws UsageError on another form, and on a stage given twice, which would hide one of the two
 */
export function stageFiles(option: string, given: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const each of given) {
    const at = each.indexOf("=");
    const [stage, path] = [each.slice(0, at), each.slice(at + 1)];
    if (at < 1 || path === "") throw new UsageError(`${option} takes STAGE=FILE, not ${each}`);
    if (files.has(stage)) throw new UsageError(`${option} ${stage} is given twice`);
    files.set(stage, path);
  }
  return files;
}
