/** `greengate sign` and `attest`: for an image that is in a registry already, as `dagger call publish` leaves it. */
import { parseArgs } from "node:util";
import { attach, type Verb } from "../../dagger/src/registry/attach.ts";
import { judgingOf, SHARED, SIGNING, signingOf, targetOf } from "../options/registry.ts";
import { inSession } from "../registry/session.ts";
import { UsageError } from "../usage-error.ts";

export async function signCommand(verb: Verb, args: string[]): Promise<number> {
  const options = { ...SHARED, ...SIGNING };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [folder, name, extra] = positionals;
  if (folder === undefined || name === undefined || extra !== undefined) {
    throw new UsageError(`${verb} takes REPORTS_DIR and REF`);
  }
  const target = targetOf(name);
  const signing = signingOf(values);
  if (!signing) throw new UsageError(`${verb} needs --key KEY or --keyless`);
  const judging = judgingOf(values, folder, false);
  return inSession(values["install-tools"], (session) =>
    attach(session, verb, judging, target, signing.key),
  );
}
