/** What the engine is asked ends in time, whatever it does. */
import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { within } from "../../dagger/src/stages/within.ts";

it("gives what came in time, and throws what was thrown", async () => {
  expect(await within(60, Promise.resolve("built"))).toBe("built");
  await expect(within(60, Promise.reject(new Error("no such stage")))).rejects.toThrow("no such");
});

it("waits no longer than its limit, and says so", async () => {
  const hung = setTimeout(10_000, "late", { ref: false });
  await expect(within(0.06, hung)).rejects.toThrow("longer than its limit of 0.001 minutes");
});
