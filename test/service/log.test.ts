/** Log lines come out whole and in order, however long they are. */
import { expect, test } from "vitest";
import { createLineBuffer } from "../../src/log.ts";

function collect() {
  let out = "";
  const lines = createLineBuffer((bytes) => {
    out += Buffer.from(bytes).toString();
  });
  return { ...lines, out: () => out };
}

test("lines of every length keep their bytes and their order", () => {
  const { add, flush, out } = collect();
  const lines = [1, 7, 300, 21_844, 21_845, 21_846, 65_536, 100_000, 5].map(
    (length, i) => `${String.fromCodePoint(0x20ac + i).repeat(length)}😀\n`,
  );
  for (const line of lines) add(line);
  flush();
  expect(out()).toBe(lines.join(""));
});

test("a full buffer is written at once, the rest within its wait", async () => {
  const { add, out } = collect();
  const line = `${"x".repeat(1023)}\n`;
  for (let i = 0; i < 64; i++) add(line);
  expect(out().length).toBeGreaterThan(0);
  await expect.poll(() => out().length).toBe(64 * 1024);
});
