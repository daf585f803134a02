import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/temporary.ts", "test/setup/build.ts"],
    reporters: ["default", "./test/setup/closing-line.ts"],
    // Most tests wait for a program that they started: as many as there are cores, not one less, which of
    // two is half. An engine builds for all of them: several at once run into their limits of time.
    maxWorkers: process.env.GREENGATE_ENGINE === undefined ? "100%" : 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
