/** Which rule of its tool a SARIF result is of: SARIF 2.1.0 §3.27.5 to §3.27.7, §3.52, §3.54. */
import { z } from "zod";
import { addTo } from "../../core/add-to.ts";

const component = z.object({
  index: z.int().optional(),
  name: z.string().optional(),
  guid: z.string().optional(),
});

export const descriptorReference = z.object({
  id: z.string().optional(),
  index: z.int().optional(),
  toolComponent: component.optional(),
});

/** As a result names its rule. */
export const ruleReference = {
  ruleId: z.string().optional(),
  ruleIndex: z.int().optional(),
  rule: descriptorReference.optional(),
};
export type Reference = z.output<z.ZodObject<typeof ruleReference>>;

interface Component<Rule> {
  readonly name?: string | undefined;
  readonly guid?: string | undefined;
  readonly rules?: readonly Rule[] | undefined;
}

export interface Tool<Rule> {
  readonly driver: Component<Rule>;
  /** CodeQL's rules are in its query packs. */
  readonly extensions?: readonly Component<Rule>[] | undefined;
}

export const ruleIdOf = ({ ruleId, rule }: Reference): string | undefined => ruleId ?? rule?.id;

/** @returns for a result the rules that may be meant: one, but where a tool has two of that name */
export function rulesOf<Rule extends { readonly id: string }>({
  driver,
  extensions = [],
}: Tool<Rule>): (result: Reference) => readonly Rule[] {
  const byId = new Map<string, Rule[]>();
  for (const rule of [driver, ...extensions].flatMap(({ rules = [] }) => rules)) {
    addTo(byId, rule.id, rule);
  }
  return (result) => {
    const id = ruleIdOf(result);
    const index = result.ruleIndex ?? result.rule?.index ?? -1;
    const listed = listOf(result, driver, extensions)?.[index];
    // A place in the list is believed only of a rule that the result may be of by its name.
    if (listed && (id === undefined || id === listed.id || id.startsWith(`${listed.id}/`))) {
      return [listed];
    }
    // `CA1001/stream` is a part of `CA1001`.
    for (
      let name = id ?? "";
      name !== "";
      name = name.slice(0, Math.max(name.lastIndexOf("/"), 0))
    ) {
      const named = byId.get(name);
      if (named) return named;
    }
    return [];
  };
}

/** The driver's, but where the result names another component of the tool. */
function listOf<Rule>(
  { rule }: Reference,
  driver: Component<Rule>,
  extensions: readonly Component<Rule>[],
): readonly Rule[] | undefined {
  const { index, guid, name } = rule?.toolComponent ?? {};
  if (index !== undefined) return extensions[index]?.rules;
  if (guid === undefined && name === undefined) return driver.rules;
  return [driver, ...extensions].find((each) =>
    guid === undefined ? each.name === name : each.guid === guid,
  )?.rules;
}
