/** The first lines of a policy, for a source that has none: each of its Dockerfiles as a service. */
import { posix } from "node:path";
import { few } from "../core/few.ts";
import { folder, serviceName, UNNAMED } from "../core/service.ts";
import { NO_IMAGE } from "../core/services.ts";
import { inYaml, plainName } from "../core/uncovered/lines.ts";
import { otherDockerfiles } from "../scanners/dockerfiles.ts";
import { nameOf, type SourceTree } from "../scanners/source-tree.ts";
import { contextOf } from "./build-context.ts";
import { type ListensAt, listensAt } from "./listens-at.ts";

interface Drafted extends ListensAt {
  readonly name: string;
  readonly path: string;
  readonly dockerfile: string;
}

const HEAD =
  "# Drafted by `greengate policy draft`: leave out what is no service, say what is missing.\n";
const MOST_NAMED = 20;

/**
 * @param tree all of the source
 * @returns the policy's text, and how many services it lists
 */
export function draftPolicy(tree: SourceTree): { text: string; services: number } {
  const all = otherDockerfiles("", tree);
  const built = all.filter((path) => isBuilt(path, all));
  const services: Drafted[] = [];
  for (const path of built) services.push(draftOf(path, tree, services));
  const left = all.filter((path) => !built.includes(path)).map(inYaml);
  const others = left.length === 0 ? "" : `# No service of their own: ${few(left, MOST_NAMED)}\n`;
  return { text: `${HEAD}version: 1\n${bodyOf(services)}${others}`, services: services.length };
}

function bodyOf(services: readonly Drafted[]): string {
  const [first, second] = services;
  if (!first) return `service:\n  dockerfile: ${NO_IMAGE}\n`;
  if (!second) {
    const fields = fieldsOf(first, false).map((field) => `  ${field}\n`);
    return `service:${missing(first)}\n${fields.join("")}`;
  }
  const lines = services.map(
    (each) => `  - { ${fieldsOf(each, true).join(", ")} }${missing(each)}\n`,
  );
  return `services:\n${lines.join("")}`;
}

/** Beside a plain `Dockerfile` the others are its variants; the policy takes no folder with a dot at its beginning. */
function isBuilt(path: string, all: readonly string[]): boolean {
  const at = posix.dirname(path);
  const plain = all.find((other) => posix.dirname(other) === at && isPlain(other));
  return folder.safeParse(at).success && (plain === undefined || plain === path);
}

const isPlain = (path: string): boolean => /^(Docker|Container)file$/.test(nameOf(path));

function draftOf(file: string, tree: SourceTree, others: readonly Drafted[]): Drafted {
  const text = tree.text(file);
  const path = contextOf(file, text, tree.paths);
  const taken = others.map(({ name }) => name);
  return {
    name: nameFor(file, taken),
    path,
    dockerfile: posix.relative(path, file),
    ...listensAt(text),
  };
}

/** By the folder or, where the file itself is named for it, by that: `Dockerfile.worker`. */
function nameFor(file: string, taken: readonly string[]): string {
  const own = nameOf(file).replace(/[._-]?(docker|container)file[._-]?/i, "");
  const at = posix.dirname(file);
  const inFolder = at === "." ? UNNAMED : nameOf(at);
  const names = [own || inFolder, posix.join(at, own), file].map(plainName);
  const free = (name: string) => serviceName.safeParse(name).success && !taken.includes(name);
  return names.find(free) ?? `service-${taken.length + 1}`;
}

/** In a list each has its path. */
const fieldsOf = (
  { name, path, dockerfile, ports, health }: Drafted,
  listed: boolean,
): string[] => [
  `name: ${inYaml(name)}`,
  ...(path === "." && !listed ? [] : [`path: ${inYaml(path)}`]),
  ...(dockerfile === "Dockerfile" ? [] : [`dockerfile: ${inYaml(dockerfile)}`]),
  ...(ports.length === 1 ? [`port: ${ports[0]}`] : []),
  ...(health === undefined ? [] : [`health: ${inYaml(health)}`]),
];

const missing = ({ ports }: Drafted): string =>
  ports.length === 1 ? "" : ` # exposes ${ports.join(", ") || "no port"}: say where it listens`;
