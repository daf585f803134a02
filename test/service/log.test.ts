import fc from "fast-check";
import { expect, it } from "vitest";
import { createLog } from "../../src/log.ts";

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
        const lines: string[] = [];
        createLog("info", (line) => lines.push(line))("warn", message, fields);
        const [line = ""] = lines;
        expect(line.indexOf("\n")).toBe(line.length - 1);
        const { time, ...rest } = JSON.parse(line) as Record<string, unknown>;
        expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        expect(rest).toEqual(JSON.parse(JSON.stringify({ level: "warn", message, ...fields })));
      },
    ),
  );
});

it("leaves out what is undefined, and what is below its level", () => {
  const lines: string[] = [];
  const log = createLog("info", (line) => lines.push(line));
  log("debug", "unseen");
  log("info", "seen", { aborted: undefined });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{"time":"[^"]+","level":"info","message":"seen"\}\n$/);
});
