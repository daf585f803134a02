/** Tells what went wrong in the engine, in words for people: by the error's class and our own codes. */
import { ExecError } from "@dagger.io/dagger";
import { EXIT } from "./wrapper.ts";

/** @returns one sentence with the tail of what the tool said, without trace ids */
export function whatFailed(error: unknown): string {
  if (error instanceof ExecError) {
    const said = (error.stderr || error.stdout).trim().split("\n").slice(-8).join("\n");
    switch (error.exitCode) {
      case EXIT.timedOut:
        return `it took longer than its limit: ${said}`;
      case EXIT.neverUp:
        return `the target did not come up in time: ${said}`;
      case EXIT.failed:
        return `the scanner failed: ${said}`;
      default:
        return `exit code ${error.exitCode}: ${said || "it said nothing"}`;
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\[traceparent:[^\]]*\]/g, "").trim();
}
