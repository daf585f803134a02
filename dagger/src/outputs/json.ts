/** verdict.json: the verdict itself. JSON escapes what is in it; its schema is in docs/schema. */

import type { Output } from "./output.ts";
import { forJson } from "./shared/inert.ts";

export const json: Output = {
  file: "verdict.json",
  render: (verdict) => `${forJson(JSON.stringify(verdict, null, 2))}\n`,
};
