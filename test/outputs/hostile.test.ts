/** Text from reports is inert in every rendering: whoever can name a package can't speak through us. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { OUTPUTS } from "../../dagger/src/outputs/index.ts";
import { terminal } from "../../dagger/src/outputs/terminal.ts";
import { HOSTILE, verdictWith } from "../support/hostile.ts";

const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

function expectInert(text: string): void {
  const verdict = verdictWith(text);
  const words = terminal(verdict, false);
  expect(words).not.toMatch(CONTROLS);
  for (const line of words.split("\n")) expect(line).not.toMatch(/^\s*::|##\[|##vso\[/);
  for (const { file, render } of OUTPUTS) {
    const out = render(verdict);
    if (file.endsWith(".html")) {
      const tags = out.replace(/"[^"]*"/g, "").match(/<[a-z][^<>]*>/gi) ?? [];
      expect(tags.filter((tag) => /^<(img|svg|iframe)|\son\w+=/i.test(tag))).toEqual([]);
      expect(tags.filter((tag) => tag.startsWith("<script"))).toEqual(["<script>"]);
      expect(out.match(/<title>/g)).toHaveLength(1);
    }
    if (file.endsWith(".xml")) expect(out).not.toMatch(/]]>|<testcase name='x'/);
    if (file.endsWith(".md")) {
      expect(out).not.toMatch(/<(?!\/?b>)[a-z/]/i);
      expect(out).not.toMatch(/(?<!\\)!\[|\]\(|https?:\/\//);
      expect(out.length).toBeLessThanOrEqual(65_536);
    }
    if (!file.match(/json$|sarif$/)) expect(out).not.toMatch(CONTROLS);
    else expect(() => JSON.parse(out)).not.toThrow();
  }
}

it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 50), text]))("%s", (_, text) => {
  expectInert(text);
});

it("whatever else", () => {
  const part = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE.slice(0, -1)));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => expectInert(parts.join(""))),
    { numRuns: 60 },
  );
});
