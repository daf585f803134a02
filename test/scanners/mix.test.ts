/** Mix's lockfile, as Trivy is given it: every entry on a line of its own, with all its fields. */
import { expect, it } from "vitest";
import { selectLockfiles } from "../../dagger/src/scanners/trivy/lockfiles/select.ts";
import { treeOf } from "../support/tree.ts";

const planted = (text: string) =>
  selectLockfiles(treeOf({ "mix.lock": text })).planted?.["mix.lock"];

/** What Trivy makes of it: by lines, and of eight fields and more. */
const listed = (text: string): string[] =>
  String(planted(text))
    .split("\n")
    .flatMap((line) => {
      const [, name, body = ""] = /^ *"([^":]+)":(.*)$/.exec(line) ?? [];
      const fields = body.split(/[\s,]+/).filter((field) => field !== "");
      return fields.length < 8 ? [] : [`${name} ${fields[2]?.replaceAll('"', "")}`];
    });

const map = (...entries: string[]) => `%{\n${entries.map((each) => `  ${each},\n`).join("")}}\n`;
const DEPS = '[{:mime, "~> 1.0", [hex: :mime, repo: "hexpm", optional: false]}]';
const NEW = `"plug": {:hex, :plug, "1.10.0", "6508", [:mix], ${DEPS}, "hexpm", "422a"}`;
const LONG = `# ${"x".repeat(70_000)}`;

it.each<[string, string, string[]]>([
  ["of today", map(NEW), ["plug 1.10.0"]],
  [
    "without the outer checksum",
    map('"a": {:hex, :a, "1.0.2", "9d", [:make], [], "hexpm"}'),
    ["a 1.0.2"],
  ],
  ["without the repository", map(`"a": {:hex, :a, "1.0.1", "05", [:mix], ${DEPS}}`), ["a 1.0.1"]],
  ["of the first versions", map('"a": {:hex, :a, "1.0.0"}'), ["a 1.0.0"]],
  [
    "in other words",
    map('a: {:hex, :"a-b", "1.0.0-rc.1+x"}', ':b => {:hex, "b", "2.0.0"}'),
    ["a-b 1.0.0-rc.1+x", "b 2.0.0"],
  ],
  ["behind another name", map(NEW.replace("plug", "my")), ["plug 1.10.0"]],
  ["of Git", map('"a": {:git, "https://x/a.git", "4f5c", [tag: "v1.0.0", depth: 1]}'), ["a "]],
  [
    "of Git with many fields",
    map('"a": {:git, "https://x/a.git", "4f5c", [a: 1, b: 2, c: nil]}'),
    ["a "],
  ],
  ["of a kind that nobody knows", map('"a": {:other, "1.0.0"}'), ["a "]],
  ["two on a line", `%{${NEW}, "a": {:hex, :a, "1.0.0"}}`, ["plug 1.10.0", "a 1.0.0"]],
  ["one on several", map(NEW.replaceAll(" ", "\r\n")), ["plug 1.10.0"]],
  ["behind a long comment", map(LONG, NEW).replace(`${LONG},`, LONG), ["plug 1.10.0"]],
  ["with a comment that looks like code", `%{ # "#{}" }\n${NEW}}`, ["plug 1.10.0"]],
  [
    "with a long list of what it wants",
    map(NEW.replace(DEPS, `[${"{:a, []}, ".repeat(9_000)}]`)),
    ["plug 1.10.0"],
  ],
])("an entry %s is listed", (_name, text, found) => {
  expect(listed(text)).toEqual(found);
});

it.each([
  ["", "no map"],
  [map(NEW).replace("}\n", ""), "no end"],
  [`${map(NEW)}|> Map.put(:a, {})`, "code behind it"],
  [map(NEW).replace('"6508"', 'File.read!("x")'), "code in it"],
  [map(NEW).replace("6508", '#{"1"}'), "code in a text"],
  [map(NEW).replace("6508", '\\"'), "a quote in a text"],
  [map(NEW).replace('"6508"', "'x'"), "another kind of text"],
  [`<<<<<<< HEAD\n${map(NEW)}`, "a conflict"],
  [map(NEW, '"a": [:hex, :a, "1.0.0"]'), "a list for an entry"],
  [map(NEW, '"a": {:hex, :a}'), "no version"],
  [map(NEW, '"a": {:hex, :a, "one"}'), "a word for a version"],
  [map(NEW, '"a b": {:git, "x", "y", []}'), "a name that Trivy can't be told"],
  [map(NEW, `"${"a".repeat(70_000)}": {:git, "x", "y", []}`), "a name that is too long"],
])("of one that can't be read to its end, as %j, Trivy gets nothing: %s", (text) => {
  expect(planted(text)).toBe("");
  expect(selectLockfiles(treeOf({ "mix.lock": text })).targets).toEqual(["mix.lock"]);
});
