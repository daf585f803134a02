/**
 * Trivy's secret rules pass over a file that has a control character among its first 300 bytes, as any
 * text in UTF-16 does: one such byte in a comment would hide all the keys behind it (measured, 0.76).
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/utils/utils.go
 */
import type { SourceTree } from "../source-tree.ts";

/** But those that end or indent a line. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;
const CONTROLS = new RegExp(CONTROL, "gu");
/** Controls, and what stands for bytes that are no UTF-8. */
const NO_TEXT = /[^\P{Cc}\t\n\r]|\uFFFD/gu;

const [HEAD, SAMPLE] = [300, 65_536];

export interface Illegible {
  /** Path → the text that Trivy reads, line for line, of each file that it would take for a binary. */
  readonly legible: ReadonlyMap<string, string>;
  /** How many are binaries indeed. */
  readonly binary: number;
}

export function illegible(paths: readonly string[], text: SourceTree["text"]): Illegible {
  const legible = new Map<string, string>();
  let binary = 0;
  for (const path of paths) {
    const whole = textOf(path, text);
    if (whole !== undefined && !CONTROL.test(whole.slice(0, HEAD))) continue;
    // UTF-16, with or without its mark and either way round, is letters with NULs between them.
    const bare = whole?.replaceAll("\0", "").replace(/^\uFFFD\uFFFD/, "") ?? "";
    const sample = bare.slice(0, SAMPLE);
    if ((sample.match(NO_TEXT)?.length ?? 0) * 10 > sample.length || whole === undefined)
      binary += 1;
    else legible.set(path, bare.replace(CONTROLS, " "));
  }
  return { legible, binary };
}

/** @returns undefined where it is larger than any text can be */
function textOf(path: string, text: SourceTree["text"]): string | undefined {
  try {
    return text(path);
  } catch {
    return undefined;
  }
}
