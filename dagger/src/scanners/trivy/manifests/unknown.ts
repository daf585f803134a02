/** Lists of dependencies that nothing here reads, in whatever form. */
import { folderOf, nameOf, type SourceTree } from "../../source-tree.ts";
import type { Unlocked } from "./findings.ts";
import { mayShip } from "./requirements.ts";

interface Unknown {
  /** What shows that it lists any. */
  readonly lists: RegExp;
  /** Whether one of Python's, or a requirements file, does as well. */
  readonly python?: true;
}

const SETUP: Unknown = { lists: /\binstall_requires\b/, python: true };
const CONDA: Unknown = { lists: /^["']?dependencies["']?:/m };

const KINDS: ReadonlyMap<string, Unknown> = new Map([
  ["deno.lock", { lists: /"(npm|jsr|remote|packages)"\s*:/ }],
  ["paket.lock", { lists: /^NUGET|^GITHUB|^HTTP|^GIT/m }],
  ["renv.lock", { lists: /"Packages"\s*:/ }],
  ["rebar.lock", { lists: /<<"/ }],
  ["stack.yaml.lock", { lists: /^packages:\s*$/m }],
  ["pixi.lock", { lists: /^packages:\s*$/m }],
  ["conda-lock.yml", { lists: /^package:/m }],
  ["environment.yml", CONDA],
  ["environment.yaml", CONDA],
  ["vcpkg.json", { lists: /"dependencies"\s*:/ }],
  ["bower.json", { lists: /"dependencies"\s*:/ }],
  ["cpanfile", { lists: /^[ \t]*requires\b/m }],
  ["setup.py", SETUP],
  ["setup.cfg", SETUP],
]);

const PYTHON = /^((uv|poetry)\.lock|pylock\.([^.]+\.)?toml|Pipfile\.lock)$/;

/** @returns of a path and the plain file that has its content, whether it is such a list */
export function unknownIn({ paths, text }: Pick<SourceTree, "paths" | "text">) {
  const python = new Set(
    paths.filter((path) => PYTHON.test(nameOf(path)) || mayShip(path)).map(folderOf),
  );
  return (path: string, real: string | undefined): Unlocked | undefined => {
    const kind = KINDS.get(nameOf(path));
    if (!kind || (kind.python && python.has(folderOf(path)))) return undefined;
    if (real !== undefined && !kind.lists.test(text(real))) return undefined;
    return { path, reason: "unread" };
  };
}
