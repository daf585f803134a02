/** Levels that the call of a tool gave its rules in place of their own: SARIF 2.1.0 §3.20.5, §3.51. */
import { z } from "zod";
import { addTo } from "../../core/add-to.ts";
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
 * @returns tells each level that a rule, or an id of which there is none, may have; undefined among
 *   them where it may keep its own
 */
export function givenLevels<Rule extends { readonly id: string }>(
  calls: readonly Called[],
  rulesFor: (reference: Reference) => readonly Rule[],
): (id: string | undefined, rule: Rule | undefined) => readonly (string | undefined)[] {
  const each = calls.map(({ ruleConfigurationOverrides: given }) => {
    const levels = new Map<Rule | string | undefined, string[]>();
    for (const { descriptor, configuration } of given) {
      const { level } = configuration;
      if (level === undefined) continue;
      for (const rule of rulesFor({ rule: descriptor })) addTo(levels, rule, level);
      if (descriptor.id !== undefined) addTo(levels, descriptor.id, level);
    }
    return levels;
  });
  if (each.length === 0) return () => OWN;
  return (id, rule) => each.flatMap<string | undefined>((levels) => levels.get(rule ?? id) ?? OWN);
}

const OWN: readonly undefined[] = [undefined];
