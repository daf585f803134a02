/** Levels that the call of a tool gave its rules in place of their own: SARIF 2.1.0 §3.20.5, §3.51. */
import { z } from "zod";

export const overrides = z
  .array(
    z.object({
      descriptor: z.object({ id: z.string().optional(), index: z.int().optional() }),
      configuration: z.object({ level: z.string().optional() }),
    }),
  )
  .default([]);

type Overrides = z.output<typeof overrides>;

/** @returns each level that a rule was given; undefined alone where it keeps its own */
export function levelsOf(
  id: string | undefined,
  given: Overrides,
  rules: readonly { readonly id: string }[],
): readonly (string | undefined)[] {
  const levels = given.flatMap(({ descriptor, configuration: { level } }) => {
    const named = descriptor.id ?? rules[descriptor.index ?? -1]?.id;
    return named !== undefined && named === id && level !== undefined ? [level] : [];
  });
  return levels.length > 0 ? levels : [undefined];
}
