/** Levels that the call of a tool gave its rules in place of their own: SARIF 2.1.0 §3.20.5, §3.51. */
import { z } from "zod";
import { descriptorReference, type Reference } from "./rules.ts";

export const overrides = z
  .array(
    z.object({
      descriptor: descriptorReference,
      configuration: z.object({ level: z.string().optional() }),
    }),
  )
  .default([]);

interface Called {
  readonly ruleConfigurationOverrides: z.output<typeof overrides>;
}

/**
 * @param calls of which nothing tells that of a result: each may be it
 * @param rulesFor the rules that a reference may mean
 * @returns each level that the rule may have; undefined among them where it may keep its own
 */
export function levelsOf<Rule extends { readonly id: string }>(
  id: string | undefined,
  rule: Rule | undefined,
  calls: readonly Called[],
  rulesFor: (reference: Reference) => readonly Rule[],
): readonly (string | undefined)[] {
  const levels = calls.flatMap(({ ruleConfigurationOverrides: given }) => {
    const ours = given.flatMap(({ descriptor, configuration: { level } }) => {
      const named = rule
        ? rulesFor({ rule: descriptor }).includes(rule)
        : id !== undefined && descriptor.id === id;
      return named && level !== undefined ? [level] : [];
    });
    return ours.length > 0 ? ours : [undefined];
  });
  return levels.length > 0 ? levels : [undefined];
}
