import { expect, it } from "vitest";
import { inParallel } from "../../dagger/src/parallel.ts";

it.each([3, 1, 0, -1])("each item is worked on, with %d at once", async (most) => {
  expect(await inParallel([1, 2], most, async (item) => item * 2)).toEqual([2, 4]);
});
