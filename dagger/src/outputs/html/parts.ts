/** What the parts of report.html share: counts and times in words, and the frame of a section. */
import { noun } from "../../core/counted.ts";
import { placeText } from "../../core/places.ts";
import type { Step, Verdict, VerdictName } from "../../core/verdict.ts";
import { forMarkup } from "../shared/inert.ts";
import { portion } from "../shared/words.ts";

/** `1 finding`, `5,000 findings`. */
export const counted = (count: number, one: string): string =>
  `${grouped(count)} ${noun(count, one)}`;

/** `5,000`, the same on every machine. */
export const grouped = (count: number): string => count.toLocaleString("en-US");

/** Digests cut to what tells them apart, for a line that is read at a glance. */
export const shortDigests = (text: string): string =>
  text.replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, "$1…");

/** RFC 3339 as people read it, to the minute, else the text as it is. For markup. */
export function moment(time: string): string {
  const at = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?Z$/.exec(time);
  if (!at) return forMarkup(time);
  return `<time datetime="${forMarkup(time)}">${at[1]} ${at[2]} UTC</time>`;
}

/** The day of an RFC 3339 time. For markup. */
export const day = (time: string): string => forMarkup(time.slice(0, 10));

/** @param id what links point at; @param title and @param body markup */
export const section = (id: string, title: string, body: string): string =>
  `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${body}</section>`;

/** The verdict's name, with how much of the gate it is of where that is not all. */
export function nameHeading(name: VerdictName, services: readonly Verdict[]): string {
  const of = portion(name, services);
  return `<h1>${name.toUpperCase()}${of && ` <small>(${of})</small>`}</h1>`;
}

/** `Dockerfile:3`, as code. */
export const placeOf = (place: NonNullable<Step["where"]>): string =>
  `<code>${forMarkup(placeText(place))}</code>`;

/** A row of a description list; nothing where there is nothing to say. Both are markup. */
export const term = (name: string, value: string | undefined): string =>
  value === undefined || value === "" ? "" : `<dt>${name}</dt><dd>${value}</dd>`;

/** One item as it is, several as a list, which says how many it leaves out. All markup. */
export function several(items: readonly string[], most = 20): string {
  if (items.length < 2) return items[0] ?? "";
  const shown = items.slice(0, most).map((item) => `<li>${item}</li>`);
  const left = items.length - most;
  const more = left > 0 ? `<li class="soft">${grouped(left)} more, in verdict.json</li>` : "";
  return `<ul>${shown.join("")}${more}</ul>`;
}
