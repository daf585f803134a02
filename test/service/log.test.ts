import fc from "fast-check";
import { expect, it } from "vitest";
import { createLog, createLogBuffer, type Entry, lineOf } from "../../src/log.ts";

const value = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.record({ address: fc.string(), port: fc.nat() }),
);

it("a line is the JSON of its fields, whatever they hold", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.record({ id: value, path: value, ms: value }, { requiredKeys: [] }),
      (message, fields) => {
        const line = lineOf({ time: Date.now(), level: "warn", message, fields });
        expect(line.indexOf("\n")).toBe(line.length - 1);
        const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        expect(rest).toEqual(JSON.parse(JSON.stringify({ level: "warn", message, ...fields })));
      },
    ),
  );
});

it("leaves out what is undefined, and what is below its level", () => {
  const entries: Entry[] = [];
  const log = createLog("info", (entry) => entries.push(entry));
  log("debug", "unseen");
  log("info", "seen", { aborted: undefined });
  expect(entries.map(lineOf)).toEqual([
    expect.stringMatching(/^\{"time":"[^"]+","level":"info","message":"seen"\}\n$/),
  ]);
});

it("a line's time is the entry's, to the millisecond", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), noInvalidDate: true }), (date) => {
      const line = lineOf({ time: date.getTime(), level: "info", message: "seen" });
      expect(JSON.parse(line)).toMatchObject({ time: date.toISOString() });
    }),
    { examples: [[new Date(7)], [new Date(70)], [new Date(1_700)]] },
  );
});

it("writes the entries that wait in their order, at the latest when it ends", () => {
  const written: string[] = [];
  const { add, flush } = createLogBuffer((lines) => written.push(lines));
  const log = createLog("info", add);
  for (let i = 0; i < 1000; i++) log("info", `entry ${i}`);
  flush();
  flush();
  const lines = written.join("").trimEnd().split("\n");
  expect(written.length).toBeLessThan(10);
  expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(
    Array.from({ length: 1000 }, (_, i) => `entry ${i}`),
  );
});
