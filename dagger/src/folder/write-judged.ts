/** Writes what was judged over a reports folder. */
import { join } from "node:path";
import type { Judged } from "../core/judged.ts";
import { writeVerdict, writeWhole } from "./write.ts";

/** @param out the reports folder; of several services each has a folder of its name in it */
export function writeJudged(out: string, judged: Judged): void {
  if (judged.kind === "one") {
    writeVerdict(out, judged.verdict, judged.bill);
    return;
  }
  const { whole, bills } = judged;
  for (const verdict of whole.services) {
    writeVerdict(join(out, verdict.service), verdict, bills.get(verdict.service));
  }
  writeWhole(out, whole);
}
