/** What one command about a registry works with: an empty folder, its programs, words for people. */
import { ok, type Problem, type Result } from "../../dagger/src/core/result.ts";
import type { RegistryAccess } from "../../dagger/src/registry/access.ts";
import { cosignOver } from "../../dagger/src/registry/cosign.ts";
import { say } from "../say.ts";
import { withWorkFolder } from "../work-folder.ts";
import { cosignHere } from "./cosign-here.ts";
import { type Crane, crane } from "./crane.ts";
import { COSIGN, CRANE, findProgram } from "./programs.ts";

export interface Session extends RegistryAccess {
  readonly work: string;
  crane(): Promise<Result<Crane>>;
}

/**
 * Runs a command and says what stopped it.
 * @returns the exit code: 0 where it ended well; 1 for a verdict that blocks; 3 for evidence that is
 *   missing, which is whatever else stopped it
 */
export async function inSession(
  installTools: boolean,
  command: (session: Session) => Promise<Result<string>>,
): Promise<number> {
  return withWorkFolder(async (work) => {
    const finding = { work, installTools, say };
    const findCrane = async () => {
      const found = await findProgram(CRANE, finding);
      return found.ok ? ok(crane(found.value, work)) : found;
    };
    const ended = await command({
      work,
      say,
      crane: findCrane,
      digestOf: async (name) => {
        const found = await findCrane();
        return found.ok ? found.value.digest(name) : found;
      },
      cosign: async () => {
        const found = await findProgram(COSIGN, finding);
        return found.ok ? ok(cosignOver(cosignHere(found.value, work))) : found;
      },
    });
    if (!ended.ok) return refused(ended.error, say);
    process.stdout.write(ended.value);
    return 0;
  });
}

function refused({ code, message, hint }: Problem, say: Session["say"]): number {
  say(`greengate: ${message} [${code}]`);
  say(hint);
  return code === "verdict.block" ? 1 : 3;
}
