/** Helm's charts and their templates, held against the witness checks of a report. */
import { few } from "../../../core/few.ts";
import type { Gap } from "../../../core/gap.ts";
import { type Chart, notRendered } from "./charts.ts";
import { evaluatedOf, notEvaluated, partlyEvaluated } from "./not-evaluated.ts";
import type { IacEvidence } from "./select.ts";
import type { Witnessed } from "./witnessed.ts";

type Template = IacEvidence["templates"][number];

export interface Rendered {
  /** Charts that Helm made nothing of. */
  readonly refused: readonly Chart[];
  /** Templates of the others. */
  readonly templates: readonly Template[];
  /** Of those, what shows nowhere and has no need to: only Helm's tests run it. */
  readonly tests: readonly Template[];
  /** And what else shows nowhere. */
  readonly unseen: readonly Template[];
}

export function renderedIn(
  { charts, templates: all }: Pick<IacEvidence, "charts" | "templates">,
  seen: Witnessed,
): Rendered {
  const refused = charts.filter(({ witness }) => !seen.has(witness));
  // What shows of a refused chart's templates was not rendered, so it stands for nothing.
  const templates = all.filter(
    ({ path }) => !refused.some(({ folder }) => path.startsWith(folder)),
  );
  const absent = templates.filter(({ path }) => !seen.has(path));
  // A chart that is broken makes nothing at all: where another of its templates shows, it is not.
  const isMade = (path: string) => seen.within(path.replace(/templates\/.*/, "templates/"));
  const isTest = ({ path, test }: Template) => test && isMade(path);
  const [tests, unseen] = [absent.filter(isTest), absent.filter((each) => !isTest(each))];
  return { refused, templates, tests, unseen };
}

/** Of each template as many documents as no value switches off; of one of which none shows, see below. */
export const partlyRendered = ({ templates }: Rendered, seen: Witnessed): Gap[] =>
  partlyEvaluated(
    templates
      .filter(({ path }) => seen.has(path))
      .map(({ path, certain }) => ({ path, documents: certain })),
    seen,
  );

/** @param errors by the chart's folder */
export const chartsRefused = ({ refused }: Rendered, errors: ReadonlyMap<string, string>): Gap[] =>
  refused.map((chart) => notRendered(chart, errors.get(chart.folder)));

export const templatesBroken = ({ unseen }: Rendered): Gap[] =>
  unseen
    .filter(({ optional }) => !optional)
    .map(({ path }) =>
      notEvaluated(path, "was not rendered: its chart, or one of its templates, is broken."),
    );

const MOST_NAMED = 8;

/** What values may switch off is no gap, and said. */
export function renderingNotes({ templates, tests, unseen }: Rendered, seen: Witnessed): string[] {
  const switchedOff = unseen.filter(({ optional }) => optional).map(({ path }) => path);
  return [
    ...tests.map(({ path }) => `Not rendered, since only Helm's tests run it: ${path}.`),
    ...(switchedOff.length === 0
      ? []
      : [`Not rendered with the chart's own values: ${few(switchedOff, MOST_NAMED)}.`]),
    ...templates
      .filter(({ path, documents }) => seen.has(path) && seen.count(path) < documents)
      .map(({ path, documents }) => `${path} ${evaluatedOf(documents, seen.count(path))}`),
  ];
}
