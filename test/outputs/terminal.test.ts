/** The words for a terminal, in a real one: nothing takes effect, the table fits 80 columns. */
import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { wantsColor } from "../../cli/color.ts";
import { widthOf } from "../../cli/width.ts";
import { placeText } from "../../dagger/src/core/places.ts";
import { columnsOf } from "../../dagger/src/outputs/terminal/columns.ts";
import { findingTable } from "../../dagger/src/outputs/terminal/finding-table.ts";
import { terminal } from "../../dagger/src/outputs/terminal/terminal.ts";
import { HOSTILE } from "../support/hostile.ts";
import {
  everyKind,
  everyText,
  everyWord,
  incomplete,
  manyFindings,
  pass,
} from "../support/verdicts.ts";

/** Lines as they stand on the screen, what a terminal wrapped joined again, and what it did besides. */
async function onScreen(text: string) {
  const screen = new xterm.Terminal({
    cols: 80,
    rows: 50,
    scrollback: 5000,
    convertEol: true,
    allowProposedApi: true,
  });
  const effects: string[] = [];
  screen.onTitleChange((title) => effects.push(`title ${title}`));
  screen.onBell(() => effects.push("bell"));
  screen.onData((answer) => effects.push(`answer ${answer}`));
  await new Promise<void>((resolve) => screen.write(text, resolve));
  const { active } = screen.buffer;
  const lines: string[] = [];
  let wraps = 0;
  for (let row = 0; row < active.length; row++) {
    const line = active.getLine(row);
    const words = line?.translateToString(false) ?? "";
    if (line?.isWrapped) wraps += 1;
    lines.push(line?.isWrapped ? (lines.pop() ?? "") + words : words);
  }
  const cursor = active.cursorX;
  screen.dispose();
  return { lines: lines.map((line) => line.trimEnd()), wraps, effects, cursor };
}

const trimmed = (text: string) => text.split("\n").map((line) => line.trimEnd());

describe.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
  "%s",
  (_, text) => {
    it("stands on the screen as it was written, and does nothing", async () => {
      for (const verdict of [everyText(text), everyWord(text)]) {
        const words = terminal(verdict);
        const { lines, effects, cursor } = await onScreen(words);
        expect(effects).toEqual([]);
        expect(cursor).toBe(0);
        expect(lines.slice(0, words.split("\n").length)).toEqual(trimmed(words));
      }
    });
  },
);

it("colours change no letter, and end where they should", async () => {
  for (const verdict of [pass(), everyKind(), incomplete()]) {
    const plain = terminal(verdict, false);
    const { lines } = await onScreen(terminal(verdict, true));
    expect(lines.slice(0, plain.split("\n").length)).toEqual(trimmed(plain));
    expect(plain).not.toContain("\u001b");
    const painted = terminal(verdict, true).split("\u001b[0m");
    for (const part of painted.slice(0, -1)) expect(part.match(/\u001b\[/g)).toHaveLength(1);
  }
});

describe("the table of findings", () => {
  it("fits 80 columns, whatever its letters", async () => {
    for (const text of [
      "日本語の名前の長いもの",
      "한국어".repeat(30),
      "e\u0301".repeat(90),
      ...HOSTILE,
    ]) {
      const { findings } = everyWord(text);
      const rows = findingTable(findings, false, 80);
      const { lines, wraps } = await onScreen(`${rows.join("\n")}\n`);
      // A place that alone is longer than a line stays whole.
      const long = rows.filter((row) => columnsOf(row) > 80);
      for (const row of long) expect(row).toMatch(/^ {12}\S/);
      expect(wraps > 0).toBe(long.length > 0);
      expect(lines.slice(0, rows.length)).toEqual(rows.map((row) => row.trimEnd()));
    }
  });

  it.each([80, 120, 200])("of %d columns cuts no place", (width) => {
    const { findings } = everyKind();
    const rows = findingTable(findings, false, width);
    for (const { locations } of findings) {
      const [place] = locations;
      if (place) expect(rows.some((row) => row.includes(placeText(place)))).toBe(true);
    }
    for (const row of rows) expect(columnsOf(row)).toBeLessThanOrEqual(width);
  });

  it("names each severity once", () => {
    const rows = findingTable(everyKind().findings, false, 80);
    expect(rows.filter((row) => row.includes("critical"))).toHaveLength(1);
    expect(rows[0]).toMatch(/^ {2}severity +finding +package or problem +where$/);
  });

  it("shows fifteen of each action, and says how many more there are", () => {
    const words = terminal(manyFindings(200), false, 200);
    const blocked = words.split("What blocks\n")[1]?.split("\n\n")[0]?.split("\n") ?? [];
    expect(blocked).toHaveLength(17);
    expect(blocked[16]).toMatch(/^ {2}… and \d+ more findings, in report.html$/);
  });
});

it.each([
  [true, {}, true],
  [false, {}, false],
  [undefined, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [true, { TERM: "dumb" }, false],
  [false, { FORCE_COLOR: "1" }, true],
  [false, { FORCE_COLOR: "" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
])("a terminal: %s, %j: colours %s", (isTTY, env, expected) => {
  expect(wantsColor(isTTY === undefined ? {} : { isTTY }, env)).toBe(expected);
});

it.each([
  [{}, 200],
  [{ isTTY: false, columns: 100 }, 200],
  [{ isTTY: true }, 80],
  [{ isTTY: true, columns: 60 }, 80],
  [{ isTTY: true, columns: 132 }, 132],
])("%j: %d columns", (stream, columns) => {
  expect(widthOf(stream)).toBe(columns);
});

it("stages that lack the same for the same reason tell it once", () => {
  const [stage, ...others] = incomplete().stages;
  if (!stage) throw new Error("the verdict has stages");
  const lacking = (name: string) => ({
    ...stage,
    stage: name,
    state: "incomplete" as const,
    gaps: [
      { code: "stage.missing", message: `${name} did not run: no engine.`, hint: "Start it." },
    ],
  });
  const text = terminal({ ...incomplete(), stages: [lacking("one"), lacking("two"), ...others] });
  expect(text.split("Stages\n")[1]).toMatch(
    /^ {2}one .*\n {4}- one did not run: no engine\.\n {2}two .*\n {4}- as one\n/,
  );
});
