/** Git, for options that name a commit of the source's repository. */
import { execFileSync } from "node:child_process";
import { UsageError } from "../usage-error.ts";

/**
 * A folder with HEAD, objects and refs in it is a repository to git, with branches and settings of its
 * own, some of which run programs: a change that puts these files into the source would choose what
 * the protected branch is. Git 2.38 and newer knows better where it is told.
 */
const ITS_OWN = ["-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false"];

/**
 * Say which repository, files and index git works with, wherever it is called: git sets some for its
 * hooks. With another's, nothing in the source has changed, and the protected branch is not its own.
 */
const ELSEWHERE =
  /^GIT_(DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX|IMPLICIT_WORK_TREE|GRAFT_FILE|SHALLOW_FILE|REPLACE_REF_BASE|\w+_PATHSPECS)$/;

/** A list of all files, where there are a million. */
const MOST_OUTPUT = 256 * 1024 * 1024;

export interface Repository {
  /** Runs git in the source. @returns its output; @throws UsageError where git fails */
  readonly git: (...args: string[]) => string;
  /** The commit that the option names: 40 or 64 hexadecimal digits. */
  readonly commit: string;
}

/**
 * @param source a folder of the repository
 * @param option as given, for the error: `--protected`
 * @param ref names a commit
 * @throws UsageError where git knows no such commit, the name is of more than one thing, or the source
 *   is a submodule
 */
export function commitOf(source: string, option: string, ref: string): Repository {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ELSEWHERE.test(name)),
  );
  const git = (...args: string[]): string => {
    try {
      // A replacement that somebody fetched would stand in for the commit that is named.
      const all = ["--no-replace-objects", ...ITS_OWN, ...args];
      const how = { cwd: source, env, stdio: "pipe", maxBuffer: MOST_OUTPUT } as const;
      return execFileSync("git", all, { ...how, encoding: "utf8" });
    } catch (error) {
      const said = String((error as { stderr?: unknown }).stderr ?? (error as Error).message);
      throw new UsageError(`${option} ${ref}: ${said.trim()}`, "Name a commit git knows.");
    }
  };
  // A change that puts a submodule in a folder's place would bring that one's branches.
  if (git("rev-parse", "--show-superproject-working-tree") !== "") {
    const hint = "Name the repository that holds it, or check the submodule's own out by itself.";
    throw new UsageError(`${option}: the source is a submodule of another repository.`, hint);
  }
  const commit = git("rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`).trim();
  const meant = refsNamed(git, ref);
  if (meant.length > 1) {
    const hint = `Name one of them in full: ${meant.join(" or ")}.`;
    throw new UsageError(`${option}: ${ref} is the name of more than one thing.`, hint);
  }
  return { git, commit };
}

/**
 * Everything that the name may be short for. Git takes a tag before a branch, and warns at most:
 * whoever may push a tag `origin/main` would choose what the protected branch is.
 * https://git-scm.com/docs/gitrevisions
 */
function refsNamed(git: Repository["git"], ref: string): string[] {
  // What follows says which of its commits; no ref has these in its name.
  const [name = ""] = ref.split(/[~^:]|@\{/);
  const full = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"].map((at) => at + name);
  const refs = git("for-each-ref", "--format=%(refname)", ...full, `refs/remotes/${name}/HEAD`)
    .split("\n")
    .filter((each) => full.includes(each) || each === `refs/remotes/${name}/HEAD`);
  // It is taken before a commit whose digest begins so.
  const short = refs.length > 0 && /^[0-9a-f]{7,39}$/.test(name);
  const objects = short ? git("rev-parse", `--disambiguate=${name}`).split("\n") : [];
  return [...refs, ...objects.filter(Boolean)];
}
