/** The requirements files that a Dockerfile installs from, whatever they are called. */
import { posix } from "node:path";
import { instructions } from "../instructions.ts";
import { syncedFrom } from "./sync.ts";

/**
 * A path in a Dockerfile is one of the image, so only its last part says which file of the source is
 * meant; COPY may have renamed that.
 *
 * @returns of each such file the names that it may have in the source, without a folder; as the
 *   Dockerfile installs from it first
 */
export function installedFrom(dockerfile: string): (readonly [string, ...string[]])[] {
  const all = instructions(dockerfile);
  const before = all.flatMap((each) => renamed(each.words));
  const lines = all.flatMap((each) => [each.words, ...commandsOf(each.body)]);
  const names = lines.flatMap((line) => line.split(/&&|;|\|/).flatMap(requirements));
  return [...new Set(names)].map((name) => [
    name,
    ...before.flatMap(([to, from]) => (to === name && from !== "" ? [from] : [])),
  ]);
}

/** Of a script, with what a backslash continues. */
const commandsOf = (body: readonly string[]): string[] =>
  body
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replaceAll("\\\n", " ")
    .split("\n");

/** Quotes, and the list that the exec form is, count as spaces. */
const words = (text: string): string[] =>
  text.split(/[\s"',[\]()`]+/).filter((word) => word !== "");

/** `COPY deps.lst /tmp/r.txt`, `RUN --mount=type=bind,…`: the name after, and the one before. */
function renamed(line: string): (readonly [string, string])[] {
  const [instruction = "", ...rest] = words(line);
  const pair = (from = "", to = "") => [posix.basename(to), posix.basename(from)] as const;
  if (/^RUN$/i.test(instruction)) {
    return [...line.matchAll(/--mount=(\S+)/g)].map(([, mount = ""]) =>
      pair(
        /(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1],
        /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(mount)?.[1],
      ),
    );
  }
  if (!/^(COPY|ADD)$/i.test(instruction)) return [];
  const [from, to, another] = rest.filter((word) => !word.startsWith("--"));
  return to === undefined || another !== undefined ? [] : [pair(from, to)];
}

/** What uv reads as what it is, and other stages look at; no list of requirements. */
const MANIFEST = /^(pyproject\.toml|pylock\.toml|setup\.(py|cfg))$/;

/** Of one command, what it installs from, without its folder. */
function requirements(command: string): string[] {
  const each = words(command);
  const named = [...fromOptions(command, each), ...fromVariable(each), ...syncedFrom(each)];
  return named.map((path) => posix.basename(path)).filter((name) => !MANIFEST.test(name));
}

/** `pip install -r FILE`, in each of its spellings, `-qr FILE` too. */
function fromOptions(command: string, each: readonly string[]): string[] {
  const at = command.search(/\b(pip|uv\b)/);
  if (at === -1 || !/\b(install|download|wheel|sync)\b/.test(command.slice(at))) return [];
  return each.flatMap((word, index) => {
    const attached = /^(?:-[A-Za-z]*?r|--requirem[a-z]*=)(.+)$/.exec(word)?.[1];
    const isBare = /^(-[A-Za-z]*r|--requirem[a-z]*=?)$/.test(word);
    return (isBare ? each[index + 1] : attached) ?? [];
  });
}

/** pip takes each option from a variable too: `ENV PIP_REQUIREMENT=FILE`. */
const fromVariable = (each: readonly string[]): string[] =>
  each.flatMap((word, index) => {
    const set = /^PIP_REQUIREMENT(?:=(.*)|$)/.exec(word);
    return set ? set[1] || (each[index + 1] ?? []) : [];
  });
