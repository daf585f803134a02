/**
 * Makes text from reports inert. A package name or an alert may hold escape sequences, line breaks,
 * CI workflow commands or markup; whoever can name a package must not be able to speak through us.
 */

/** Controls, line and paragraph separators, and what turns the reading direction (CVE-2021-42574). */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/g;

/** One line with no control character, cut at `most` characters. */
export function oneLine(text: string, most = 300): string {
  const line = text.replace(UNSEEN, " ").toWellFormed().trim();
  const letters = [...line.slice(0, most * 2)];
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join("")}…`;
}

/**
 * For logs that a CI system reads for commands: GitHub takes lines that start with `::`, blanks
 * before it or not, and, in its older form, `##[` anywhere; Azure takes `##vso[`. A long text is
 * wrapped, so that any word may come to start a line.
 */
export function forLog(text: string, most?: number): string {
  return oneLine(text, most)
    .replace(/##(?=\[|vso\[)/gi, "# #")
    .replace(/(^|\s):(?=:)/g, "$1: ");
}

const HTML: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const MARKUP = /[&<>"']/;

/** For HTML and XML, in text and in quoted attributes. */
export function forMarkup(text: string, most?: number): string {
  const line = oneLine(text, most);
  return MARKUP.test(line) ? line.replace(/[&<>"']/g, (letter) => HTML[letter] ?? letter) : line;
}

/**
 * For Markdown, table cells included: markup is escaped and links don't become live. A backslash
 * does not stop GitHub's @mentions and #references, so an invisible space breaks those.
 */
export function forMarkdown(text: string, most?: number): string {
  return forMarkup(text, most)
    .replace(/[\\`*_{}[\]()+!|~$-]/g, "\\$&")
    .replace(/[@#]/g, "$&\u200b")
    .replace(/:\/\//g, ":&#47;&#47;")
    .replace(/\bwww\./gi, "www&#46;");
}

/** A link target from a report, if it is plain https; else undefined. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "https:" && /^[\w\-.~:/?#@!&=+%,;]+$/.test(href) ? href : undefined;
}
