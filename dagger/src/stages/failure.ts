/** Tells what went wrong in the engine, in words for people: by the error's class and our own codes. */
import { z } from "zod";
import { EXIT } from "./wrapper.ts";

/** An ExecError. By its shape: the SDK that a module is bundled with does not export the class. */
const execError = z.object({ exitCode: z.int(), stdout: z.string(), stderr: z.string() });

/** @returns one sentence with the tail of what the tool said, without trace ids */
export function whatFailed(error: unknown): string {
  const exec = execError.safeParse(error);
  if (exec.success) {
    const { exitCode, stdout, stderr } = exec.data;
    const said = (stderr || stdout).trim().split("\n").slice(-8).join("\n");
    switch (exitCode) {
      case EXIT.timedOut:
        return `it took longer than its limit: ${said}`;
      case EXIT.neverUp:
        return `the target did not come up in time: ${said}`;
      case EXIT.failed:
        return `the scanner failed: ${said}`;
      default:
        return `exit code ${exitCode}: ${said || "it said nothing"}`;
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\[traceparent:[^\]]*\]/g, "").trim();
}
