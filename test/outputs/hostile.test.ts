/** Text from reports is inert in every rendering: whoever can name a package can't speak through us. */
import fc from "fast-check";
import { marked, type Token } from "marked";
import { expect, it } from "vitest";
import { explain } from "../../dagger/src/core/explain.ts";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { joinVerdicts } from "../../dagger/src/core/whole.ts";
import { wholeAnnotations } from "../../dagger/src/outputs/annotations.ts";
import { OUTPUTS } from "../../dagger/src/outputs/index.ts";
import { MOST_CHARACTERS } from "../../dagger/src/outputs/markdown.ts";
import { choiceWords, explanationWords } from "../../dagger/src/outputs/terminal/explanation.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { wholeTerminal } from "../../dagger/src/outputs/whole/terminal.ts";
import { HOSTILE } from "../support/hostile.ts";
import { BILL, everyText, everyWord } from "../support/verdicts.ts";

/** What nobody sees; a line's end is ours, and so is the space that keeps `@name` from being one. */
const HIDDEN =
  /(?![\n\u200b])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

function expectLog(text: string): void {
  expect(text).not.toMatch(HIDDEN);
  expect(text).not.toContain("\u200b");
  for (const line of text.split("\n")) expect(line).not.toMatch(/^\s*::|##(\[|vso\[|teamcity\[)/i);
}

/** Every string of a JSON value. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(strings);
}

/** Kinds of everything in a Markdown text, as GitHub's flavour of it is read. */
function kinds(text: string): Set<string> {
  const found = new Set<string>();
  marked.walkTokens(marked.lexer(text, { gfm: true }), ({ type }: Token) => {
    found.add(type);
  });
  return found;
}

/** What report.md is made of. A link, picture, code, quotation or HTML would be a stranger's. */
const OURS = [
  "heading",
  "paragraph",
  "strong",
  "list",
  "list_item",
  "table",
  "text",
  "escape",
  "space",
];

function expectAnnotations(text: string): void {
  const lines = text.trimEnd().split("\n");
  for (const kind of ["error", "warning", "notice"]) {
    expect(lines.filter((line) => line.startsWith(`::${kind} `)).length).toBeLessThanOrEqual(10);
  }
  // As the runner reads it: a name, properties up to the next two colons, the rest is the message.
  for (const line of lines) {
    const [, properties = "", message = ""] =
      /^::(?:error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
    expect(message).not.toBe("");
    for (const part of properties.split(",")) expect(part).toMatch(/^(file|line|title)=[^:]*$/);
    expect(line).not.toMatch(/%(?!25|3A|2C)/);
  }
}

/** In one scanner's report, and in every text that a verdict has at all. */
function expectInert(text: string): void {
  for (const verdict of [everyText(text), everyWord(text)]) expectAllInert(verdict);
}

function expectAllInert(verdict: Verdict): void {
  expectLog(terminal(verdict));
  const [finding] = verdict.findings;
  if (finding) expectLog(explanationWords(explain(verdict, DEFAULT_POLICY, finding, new Set())));
  const { service } = verdict;
  const all = verdict.findings.map((each) => ({ service, finding: each }));
  expectLog(choiceWords(all, finding?.title ?? ""));
  for (const { file, render } of OUTPUTS) {
    const out = render(verdict, BILL);
    expect(out, file).not.toMatch(HIDDEN);
    if (file.endsWith(".html")) {
      const tags = out.replace(/"[^"]*"/g, "").match(/<[a-z][^<>]*>/gi) ?? [];
      expect(tags.filter((tag) => /^<(img|svg|iframe)|\son\w+=/i.test(tag))).toEqual([]);
      expect(tags.filter((tag) => tag.startsWith("<script"))).toEqual(["<script>"]);
      expect(out.match(/<title>/g)).toHaveLength(1);
    } else if (file.endsWith(".xml")) {
      expect(out).not.toMatch(/]]>|<testcase name='x'|<!/);
    } else if (file.endsWith(".md")) {
      expect([...kinds(out)].filter((kind) => !OURS.includes(kind))).toEqual([]);
      expect(out).not.toMatch(/https?:\/\/|@\w|(?<!&)#\w/);
      expect(out.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    } else if (file.endsWith(".txt")) {
      expectAnnotations(out);
    } else {
      const seen = strings(JSON.parse(out));
      // verdict.json keeps what a report says, escaped; others hold what people are shown.
      if (file !== "verdict.json") for (const each of seen) expect(each).not.toMatch(HIDDEN);
    }
  }
  const policies = [{ service: { name: verdict.service } }] as unknown as [];
  const whole = joinVerdicts({
    verdicts: [verdict],
    policies,
    leftOut: new Map(),
    beside: { gaps: [{ code: "c", message: service, hint: service }], notes: [service] },
    now: 0,
  });
  expectLog(wholeTerminal(whole));
  expectAnnotations(wholeAnnotations(whole));
}

it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 50), text]))("%s", (_, text) => {
  expectInert(text);
});

it("whatever else", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...HOSTILE.filter(({ length }) => length < 1000)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => expectInert(parts.join(""))),
    { numRuns: 40 },
  );
});
