/** The verdict over several services in words: a line each, what several must do, then each red one, and what the others warn of. */
import type { Whole } from "../../core/whole.ts";
import { forLog } from "../shared/inert.ts";
import { changeLines, MOST_OF_STEP, nameOf, rowSummary } from "../shared/words.ts";
import { wrap } from "../terminal/columns.ts";
import { terminal, warnings } from "../terminal/terminal.ts";
import { isRed, sharedSteps } from "./shared-steps.ts";

const HEADLINES: Record<Whole["verdict"], string> = {
  pass: "every service passes.",
  warn: "every service may ship; what is listed wants mending in time.",
  block: "a service must not ship until its findings are cleared.",
  incomplete: "evidence of a service is missing.",
};
/** Of what lies in no service's folder; a large repository may have hundreds. */
const MOST_GAPS = 12;
/** Behind the word that a line begins with. */
const INDENT = 11;
const BESIDE = "what lies in no service's folder was looked at by nobody.";

/**
 * @param color true only where a terminal reads it
 * @param width columns that tables may take, 80 at least
 */
export function wholeTerminal(whole: Whole, color?: boolean, width = 80): string {
  const { services, missing, leftOut, beside } = whole;
  const column = Math.min(24, Math.max(0, ...services.map(({ service }) => service.length)));
  const row = (text: string, indent = INDENT) => wrap(text, width, " ".repeat(indent));
  const red = services.filter(isRed);
  const onlyBeside = red.length + missing.length === 0 && beside.gaps.length > 0;
  const lines = [
    `${nameOf(whole.verdict, services)}: ${onlyBeside ? BESIDE : HEADLINES[whole.verdict]}`,
    ...new Set(services.flatMap(changeLines).map((line) => forLog(`  ! ${line}`, 500))),
    ...services.map((verdict) => {
      const head = `${verdict.verdict.toUpperCase().padEnd(10)} ${verdict.service.padEnd(column)}`;
      return row(forLog(`${head}  ${rowSummary(verdict)}`, 160), INDENT + column + 2);
    }),
    ...missing.map(({ service, reason }) => row(forLog(`INCOMPLETE ${service}: ${reason}`))),
    ...leftOut.map(({ service, reason }) => row(forLog(`left out   ${service}: ${reason}`))),
    ...beside.gaps.slice(0, MOST_GAPS).flatMap(({ message, hint }) => [
      row(forLog(`INCOMPLETE ${message}`, 2000)),
      // As one line, so that what is to be copied out of it stays whole.
      `${" ".repeat(INDENT)}${forLog(hint, 2000)}`,
    ]),
    ...(beside.gaps.length > MOST_GAPS
      ? [`  and ${beside.gaps.length - MOST_GAPS} more in verdict.json`]
      : []),
    ...beside.notes.map((note) => row(forLog(`note       ${note}`, 2000))),
  ].map((line) => `${line}\n`);
  const warned = services
    .filter(({ verdict }) => verdict === "warn")
    .flatMap((verdict) => warnings(verdict, color, width).map((line) => `${line}\n`));
  const { steps: shared, told } = sharedSteps(services);
  const common = [
    ...(shared.length > 0 ? ["\nWhat to do in several services\n"] : []),
    ...shared.map(({ what, of }, index) => {
      const step = `${index + 1}. ${forLog(what, MOST_OF_STEP)} [${forLog(of, 600)}]`;
      return `${wrap(step, 80, "   ")}\n`;
    }),
  ];
  const acts = red.map((verdict) => `\n${terminal(verdict, color, width, told)}`);
  return [...lines, ...common, ...acts, ...warned].join("");
}
