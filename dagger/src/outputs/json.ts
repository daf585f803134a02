/** verdict.json: the verdict itself. JSON escapes what is in it; its schema is in docs/schema. */
import { forJson } from "./inert.ts";
import type { Output } from "./output.ts";

export const json: Output = {
  file: "verdict.json",
  render: (verdict) => `${forJson(JSON.stringify(verdict, null, 2))}\n`,
};
