/**
 * Makes text from reports inert. A package name or an alert may hold escape sequences, line breaks,
 * CI workflow commands or markup; whoever can name a package must not be able to speak through us.
 */

/** What ends a line or moves in it; a run of them becomes one space. */
const BLANKS = /[\t-\r\u0085\u2028\u2029]+/g;

/**
 * What a reader can't see: controls, zero-width letters, what turns the reading direction
 * (CVE-2021-42574), lone surrogates and non-characters, some of which no XML may hold.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Most texts hold neither, and need no more than this look. */
const ODD =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const shown = (letter: string): string =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

/**
 * One line, in which a hidden character stands as its code: `lod[U+200B]ash` is not `lodash`.
 *
 * @param most letters that it may have; what is longer ends in …
 */
export function oneLine(text: string, most = 300): string {
  const given = text.length > most * 4 ? text.slice(0, most * 4) : text;
  const line = (ODD.test(given) ? given.replace(BLANKS, " ").replace(HIDDEN, shown) : given).trim();
  if (line.length <= most && given === text) return line;
  const letters = [...line.slice(0, most * 2)];
  if (letters.length <= most && given === text) return line;
  return `${letters.slice(0, most - 1).join("")}…`;
}

/**
 * For logs that a CI system reads for commands: GitHub takes lines that start with `::`, blanks
 * before it or not, and, in its older form, `##[` anywhere; Azure takes `##vso[`, TeamCity
 * `##teamcity[`. A long text is wrapped, so that any word may come to start a line.
 */
export function forLog(text: string, most?: number): string {
  return oneLine(text, most)
    .replace(/##(?=\[|vso\[|teamcity\[)/gi, "# #")
    .replace(/(^|\s):(?=:)/g, "$1: ");
}

/** For a message of several lines: a line break that stands in what it quotes begins one that is inert too. */
export const linesForLog = (text: string, most = 2000): string =>
  text
    .split("\n")
    .map((line) => forLog(line, most))
    .join("\n");

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
 * does not stop GitHub's @mentions and #references, so an invisible space breaks those; a slash at
 * the start would be GitLab's quick action, once an issue is made of it.
 */
export function forMarkdown(text: string, most?: number): string {
  return oneLine(text, most)
    .replace(/[\\`*_{}[\]()+!|~$-]/g, "\\$&")
    .replace(/[@#]/g, "$&\u200b")
    .replace(/[&<>]/g, (letter) => HTML[letter] ?? letter)
    .replace(/:\/\//g, ":&#47;&#47;")
    .replace(/^\//, "&#47;")
    .replace(/\bwww\./gi, "www&#46;");
}

const ASCII = /^[\0-~]*$/;
const IN_JSON =
  /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** For JSON as text: what JSON lets stand, and a reader can't see, is escaped. The same value. */
export function forJson(json: string): string {
  if (ASCII.test(json)) return json;
  return json.replace(IN_JSON, (letter) =>
    [...Array(letter.length).keys()]
      .map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** A link target from a report, if it is plain https and a whole URI by RFC 3986; else undefined. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  const plain = /^(?:[\w\-.~:/?#@!&=+,;]|%[\da-f]{2})+$/i.test(href) && !/#.*#/.test(href);
  return protocol === "https:" && plain ? href : undefined;
}
