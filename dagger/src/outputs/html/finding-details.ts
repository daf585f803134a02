/** All that is known of one finding. */
import { untilWords } from "../../core/exceptions/judged.ts";
import { elsewhere } from "../../core/places.ts";
import type { JudgedException, JudgedFinding } from "../../core/verdict.ts";
import { forMarkup, safeUrl } from "../shared/inert.ts";
import { ageWords, dueWords } from "../shared/news.ts";
import { day, placeOf, several, term } from "./parts.ts";

export function findingDetails(
  finding: JudgedFinding,
  exception: JudgedException | undefined,
): string {
  const { advice, detail, suppressed, aliases, exploited, epss } = finding;
  const look = elsewhere(finding);
  const text = (value: string | undefined) => value && forMarkup(value, 1000);
  const rows = [
    term("Decided by", forMarkup(finding.because)),
    term("Exception", exception && accepted(exception)),
    term("Advice", text(advice)),
    term(
      "Known exploited",
      exploited && `listed ${day(exploited.added)}, due ${day(exploited.due)}`,
    ),
    term("Age", forMarkup(ageWords(finding))),
    term("Due", forMarkup(dueWords(finding))),
    term("EPSS", epss === undefined ? undefined : `${(epss * 100).toFixed(1)} %`),
    term("Package", several(finding.packages.map(packageOf))),
    term("Where to look", look && placeOf(look)),
    term("Place", several(finding.locations.map(placeOf))),
    term("Detail", text(detail)),
    term("Hidden in the source", text(suppressed)),
    term("Seen by", several(finding.sources.map(sourceOf))),
    term("Also named", aliases.length === 0 ? undefined : forMarkup(aliases.join(", "))),
    term("Advisory", advisory(finding.url)),
    term("Fingerprint", fingerprint(finding.fingerprint)),
  ];
  return `<dl class="facts">${rows.join("")}</dl>`;
}

function accepted(exception: JudgedException): string {
  const { state, owner, reason } = exception;
  const word = state === "in-force" ? "" : ` (${state})`;
  return `${forMarkup(reason, 600)} <span class="soft">${forMarkup(`${owner}, ${untilWords(exception)}${word}`)}</span>`;
}

function packageOf({ name, version, fixed, purl }: JudgedFinding["packages"][number]): string {
  const mend = fixed === "" ? "no fixed version yet" : `fixed in ${fixed}`;
  const code = purl === "" ? "" : ` <code>${forMarkup(purl)}</code>`;
  return `${forMarkup(`${name} ${version}, ${mend}`)}${code}`;
}

const sourceOf = ({ stage, tool, severity }: JudgedFinding["sources"][number]): string =>
  forMarkup(stage === tool ? `${stage}: ${severity}` : `${stage} (${tool}): ${severity}`);

function advisory(url: string | undefined): string | undefined {
  const safe = safeUrl(url);
  if (safe === undefined) return url === undefined ? undefined : forMarkup(url);
  const href = forMarkup(safe, 2000);
  return `<a href="${href}" rel="noopener noreferrer">${forMarkup(safe)}</a>`;
}

const fingerprint = (value: string): string =>
  `<a href="#f-${forMarkup(value)}"><code>${forMarkup(value)}</code></a>`;
