/** Vitest reporter: names each skipped test loudly and ends with the one line that CI reads. */
import type { Reporter, TestModule } from "vitest/node";

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<unknown>): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        else if (state === "failed") failed += 1;
        else {
          skipped += 1;
          console.log(`SKIPPED ${module.relativeModuleId}: ${test.fullName}`);
        }
      }
    }
    process.once("exit", () =>
      console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`),
    );
  }
}
