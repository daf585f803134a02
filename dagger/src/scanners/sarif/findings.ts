/** Turns the results of a SARIF run into findings. */
import type { z } from "zod";
import type { RawFinding } from "../../core/finding.ts";
import { worseSeverity } from "../../core/severity.ts";
import { asFinding, undecided } from "./kind.ts";
import { givenLevels } from "./overrides.ts";
import type { message, Run } from "./report.ts";
import { ruleIdOf, rulesOf } from "./rules.ts";
import { severityOf } from "./severity.ts";

export function findingsOf({ tool, artifacts = [], invocations = [], results }: Run): RawFinding[] {
  const rulesFor = rulesOf(tool);
  const levelsOf = givenLevels(invocations, rulesFor);
  return (results ?? []).flatMap((entry): RawFinding[] => {
    if (!asFinding(entry)) return [];
    const rules = rulesFor(entry);
    const [meta] = rules;
    const id = ruleIdOf(entry);
    const place = entry.locations?.[0]?.physicalLocation;
    const { uri, index = -1 } = place?.artifactLocation ?? {};
    const words = wordsOf(entry.message);
    const line = place?.region?.startLine;
    const [suppression] = entry.suppressions ?? [];
    const title = meta?.shortDescription?.text ?? meta?.name ?? words ?? "";
    const open = undecided(entry);
    return [
      {
        category: "sast",
        id: id ?? meta?.id ?? "unnamed rule",
        title: open === undefined ? title : `${title} (${open})`,
        severity: (rules.length === 0 ? [undefined] : rules)
          .flatMap((each) =>
            levelsOf(id, each).map((level) =>
              severityOf({ ...entry, level: entry.level ?? level }, each),
            ),
          )
          .reduce(worseSeverity),
        location: {
          path: uri ?? artifacts[index]?.location?.uri ?? "unknown place",
          ...(line !== undefined && line > 0 && { line }),
        },
        ...(words !== undefined && { detail: words }),
        ...(meta?.helpUri !== undefined && { url: meta.helpUri }),
        ...(suppression && {
          suppressed: `${suppression.kind}: ${suppression.justification ?? "no reason given"}`,
        }),
      },
    ];
  });
}

/** The text, or what a rule's own text is filled in with: it tells two results of a rule apart. */
const wordsOf = ({ text, id, arguments: filled = [] }: z.output<typeof message>) =>
  text ?? (id === undefined ? undefined : [id, ...filled].join(" "));
