/** Whether a `dagger` command fits the module: its functions and arguments, read from its source. */
import { readFileSync } from "node:fs";
import ts from "typescript";

interface Flags {
  /** Name as on the command line → whether it takes no value. */
  readonly flags: ReadonlyMap<string, boolean>;
}
interface Shape extends Flags {
  readonly functions: ReadonlyMap<string, Flags & { readonly returns: string }>;
}

/** What may follow a function that gives an object of Dagger's own, with its flags. */
const CORE: Readonly<Record<string, readonly string[]>> = {
  Directory: ["export", "entries"],
  File: ["export", "contents"],
  Container: ["export", "publish", "terminal"],
  Service: ["up"],
};
const CORE_FLAGS = new Map([
  ["path", false],
  ["wipe", true],
  ["ports", false],
]);
const NO_VALUE = ["-s", "--silent", "-q", "--quiet", "--help"];
const WITH_VALUE = ["-m", "--mod", "--progress"];
const OTHER = ["functions", "check", "version", "develop", "install"];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

export function moduleShape(path = "dagger/src/index.ts"): Shape {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const flagsOf = (parameters: ts.NodeArray<ts.ParameterDeclaration>) =>
    new Map(
      parameters.map((each) => [
        kebab(each.name.getText(source)),
        each.type?.kind === ts.SyntaxKind.BooleanKeyword,
      ]),
    );
  const found = source.statements.find(ts.isClassDeclaration);
  const start = found?.members.find(ts.isConstructorDeclaration);
  const members: readonly ts.ClassElement[] = found?.members ?? [];
  const functions = members.filter(ts.isMethodDeclaration).flatMap((member) => {
    const decorators = (ts.getDecorators(member) ?? []).map((each) => each.getText(source));
    if (!decorators.some((each) => each.startsWith("@func("))) return [];
    const returns = /^Promise<(.+)>$/.exec(member.type?.getText(source) ?? "")?.[1] ?? "";
    const flags = flagsOf(member.parameters);
    return [[kebab(member.name.getText(source)), { flags, returns }] as const];
  });
  if (!start || functions.length === 0) throw new Error(`${path} holds no module`);
  return { flags: flagsOf(start.parameters), functions: new Map(functions) };
}

/** @returns what is wrong with the command; undefined where nothing is */
export function wrongWithDagger(words: readonly string[], module: Shape): string | undefined {
  const rest = words.slice(1);
  while (rest[0]?.startsWith("-")) {
    const [flag = ""] = rest;
    if (WITH_VALUE.includes(flag)) rest.splice(0, 2);
    else if (NO_VALUE.includes(flag) || flag.startsWith("--progress=")) rest.shift();
    else return `dagger has no ${flag}`;
  }
  const verb = rest.shift() ?? "";
  if (verb !== "call") return OTHER.includes(verb) ? undefined : `dagger ${verb} is not known here`;
  let [flags, next]: [ReadonlyMap<string, boolean>, readonly string[]] = [
    module.flags,
    [...module.functions.keys()],
  ];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) {
      if (!next.includes(word)) return `there is no function ${word}, but ${next.join(", ")}`;
      const entered = module.functions.get(word);
      [flags, next] =
        next === CORE[word] || !entered
          ? [CORE_FLAGS, []]
          : [entered.flags, after(entered.returns)];
      continue;
    }
    if (NO_VALUE.includes(word)) continue;
    const [, name = "", value] = /^--?([^=]+)(=.*)?$/.exec(word) ?? [];
    if (WITH_VALUE.includes(word)) rest.shift();
    else if (!flags.has(name)) return `there is no ${word}, but ${[...flags.keys()].join(", ")}`;
    else if (!flags.get(name) && value === undefined && rest.shift() === undefined) {
      return `${word} has no value`;
    }
  }
  return undefined;
}

const after = (returns: string): readonly string[] => CORE[returns] ?? [];
