/** An explanation in words, for a terminal. Every text of a report is made inert. */
import { untilWords } from "../../core/exceptions/judged.ts";
import type { Explanation } from "../../core/explain.ts";
import { elsewhere, placeText } from "../../core/places.ts";
import type { JudgedFinding } from "../../core/verdict.ts";
import { forLog } from "../shared/inert.ts";
import { whereOf } from "../shared/words.ts";

const COLUMN = 17;

/** @returns lines, each ended by a newline */
export function explanationWords(explanation: Explanation): string {
  const { service, finding, step } = explanation;
  const { id, severity, title, fingerprint, aliases, packages, locations, sources } = finding;
  const look = elsewhere(finding);
  const lines = [
    forLog(`${finding.action.toUpperCase()} ${id}, ${severity}: ${title}`),
    "",
    field("service", service),
    field("fingerprint", fingerprint),
    ...(aliases.length > 0 ? [field("also named", aliases.join(", "))] : []),
    ...packages.map(({ name, version, fixed }) =>
      field(
        "package",
        `${name} ${version}, ${fixed ? `fixed in ${fixed}` : "no fixed version yet"}`,
      ),
    ),
    ...locations.map((place) => field("found at", placeText(place))),
    ...(look ? [field("look at", placeText(look))] : []),
    ...(finding.detail === undefined ? [] : [field("in detail", finding.detail)]),
    ...sources.map((source) =>
      field("seen by", `${source.stage} (${source.tool}), which says ${source.severity}`),
    ),
    ...known(finding),
    ...(finding.suppressed === undefined ? [] : [field("hidden by", finding.suppressed)]),
    ...(finding.advice === undefined ? [] : [field("advice", finding.advice)]),
    ...(finding.url === undefined ? [] : [field("more at", finding.url)]),
    "",
    "Rules, in their order; the last that says something decides",
    ...explanation.rules.map(({ rule, said }) =>
      field(rule, said ? `${said.action}, ${said.because}` : "nothing to say"),
    ),
    "",
    "Exceptions that name it",
    ...exceptions(explanation),
    "",
    forLog(`Decided: ${finding.action}, ${finding.because}`),
    forLog(`To do:   ${step?.what ?? nothing(explanation)}`, 600),
  ];
  return `${lines.join("\n")}\n`;
}

function nothing({ mend }: Explanation): string {
  const words = "nothing, to turn the verdict green: it does not block";
  if (mend === undefined) return words;
  return `${words}; to clear it all the same: ${mend.slice(0, 1).toLowerCase()}${mend.slice(1)}`;
}

const field = (name: string, text: string): string =>
  `  ${forLog(name, COLUMN).padEnd(COLUMN)} ${forLog(text, 400)}`;

const NOT_LOOKED = "not known: the baseline did not look there";

/** What is known of it besides the reports. */
function known({ age, cause, due, exploited, epss }: JudgedFinding): string[] {
  return [
    ...(age ? [field("first seen", `${age.firstSeen}${age.new ? ", new" : ""}`)] : []),
    ...(cause === undefined
      ? []
      : [field("came from", cause === "not-looked" ? NOT_LOOKED : cause)]),
    ...(due ? [field("due", `${due.at}, by ${due.by}${due.overdue ? ", overdue" : ""}`)] : []),
    ...(exploited ? [field("exploited", `known since ${exploited.added}`)] : []),
    ...(epss === undefined ? [] : [field("EPSS", String(epss))]),
  ];
}

function exceptions({ exceptions }: Explanation): string[] {
  if (exceptions.length === 0) return ["  none"];
  return exceptions.map(({ exception, covers }) => {
    const { id, owner, state, reason } = exception;
    return field(
      covers ? state : "not this one",
      `${id}, of ${owner} ${untilWords(exception)}: ${reason}${covers ? "" : " (its limits leave this finding out)"}`,
    );
  });
}

/** Several findings that a name may mean: a line each, with what tells them apart. */
export function choiceWords(
  findings: readonly { readonly service: string; readonly finding: JudgedFinding }[],
  wanted: string,
): string {
  const lines = findings.map(
    ({ service, finding }) =>
      `  ${forLog(
        `${finding.fingerprint.slice(0, 12)}  ${finding.action.padEnd(8)} ${finding.id}  ${whereOf(finding)}  [${service}]`,
        160,
      )}`,
  );
  const marks = new Set(findings.map(({ finding }) => finding.fingerprint)).size;
  // Services that lie in one folder have the same finding, by the same fingerprint.
  const how = [
    ...(marks > 1 ? ["name one by its fingerprint, or the beginning of it"] : []),
    ...(marks < findings.length ? ["choose its service by --service"] : []),
  ].join(", and ");
  const head = `${findings.length} findings are meant by ${wanted}: ${how}.`;
  return [forLog(head), ...lines, ""].join("\n");
}
