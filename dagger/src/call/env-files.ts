/**
 * Dagger fills in a call's arguments from a `.env` in the caller's folder or above it, which is the
 * scanned repository's own as a rule: it could leave out stages, or name other scanners' images.
 * https://docs.dagger.io/features/local-defaults
 */
import { type Directory, ExistsType } from "@dagger.io/dagger";

/** A line that sets an argument of this module; case is not looked at there either. */
const ARGUMENT = /^[^#=\r\n\u2028\u2029]*?(greengate_[^=\s]*)/im;

/** As Python's virtual environments are called too. A link to a folder is none: it is read, and fails. */
const A_FOLDER = { expectedType: ExistsType.DirectoryType, doNotFollowSymlinks: true };

/** @throws Error where a `.env` of the source sets an argument: who is judged does not say how */
export async function noArgumentsIn(source: Directory): Promise<void> {
  for (const path of await source.glob("**/.env")) {
    if (await source.exists(path, A_FOLDER)) continue;
    const [, name] = ARGUMENT.exec(await source.file(path).contents()) ?? [];
    if (name === undefined) continue;
    throw new Error(
      `${path} sets ${name}, an argument of this call: what is gated does not say how. ` +
        "Take that line out, and give the argument with the call.\n",
    );
  }
}
