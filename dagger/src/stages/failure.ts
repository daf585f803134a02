/** Tells what went wrong in the engine, in words for people: by the error's class and our own codes. */
import { z } from "zod";
import { CHECK_IT } from "../scanners/zap/never-up.ts";
import { EXIT } from "./wrapper.ts";

/** An ExecError. By its shape: the SDK that a module is bundled with does not export the class. */
const execError = z.object({ exitCode: z.int(), stdout: z.string(), stderr: z.string() });

export interface Failure {
  readonly reason: string;
  /** What to do, where the kind of failure tells; the stage's own hint else. */
  readonly hint?: string;
}

/** @returns what failed, with the end of what the tool said, without trace ids */
export function whatFailed(error: unknown): Failure {
  const exec = execError.safeParse(error);
  if (exec.success) {
    const { exitCode, stdout, stderr } = exec.data;
    const said = (stderr || stdout).trim().split("\n").slice(-8).join("\n") || "it said nothing";
    switch (exitCode) {
      case EXIT.timedOut:
        return { reason: `it took longer than its limit: ${said}` };
      case EXIT.neverUp:
        return {
          reason: `the target did not come up in time: ${said}`,
          hint: CHECK_IT,
        };
      case EXIT.failed:
        return { reason: `the scanner failed: ${said}` };
      default:
        return { reason: `exit code ${exitCode}: ${said}` };
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.replace(/(?<!\s)\s*\[traceparent:[^\]]*\]/g, "").trim();
  if (/no service command has been set/.test(reason)) {
    return { reason, hint: "Give the Dockerfile's last stage a CMD or an ENTRYPOINT." };
  }
  // The engine names the service by an id of its own, and says nothing more of one that ended well.
  const [exited, how = "exit code: 0"] = /bound service\b.* exited(?:: (.*))?$/s.exec(reason) ?? [];
  if (exited === undefined) return { reason };
  // `serve up` says nothing of a service that ends at once.
  const hint =
    'Run it by itself to read what it says, with the options of this call: `dagger call build with-exec --use-entrypoint --args "" stdout` (of several services, `build --name NAME`; what the policy sets in `service.env`, by `with-env-variable --name NAME --value VALUE` before `with-exec`).';
  return { reason: `the service ended while it was scanned, or before: ${how}`, hint };
}
