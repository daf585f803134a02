/** The first lines of a policy, for a source that has none: each of its Dockerfiles as a service. */
import { posix } from "node:path";
import { few } from "../core/few.ts";
import { folder, serviceName, UNNAMED } from "../core/policy/service.ts";
import { NO_IMAGE } from "../core/policy/services.ts";
import { inYaml, plainName } from "../core/uncovered/lines.ts";
import { otherDockerfiles } from "../scanners/dockerfiles.ts";
import { nameOf, type SourceTree } from "../scanners/source-tree.ts";
import { besideLines } from "./beside-lines.ts";
import { contextOf } from "./build-context.ts";
import { type ComposeBuild, composeBuilds } from "./compose-builds.ts";
import { type Listens, listensAt } from "./listens.ts";

interface Drafted extends Listens {
  readonly name: string;
  readonly path: string;
  readonly dockerfile: string;
}

const HEAD =
  "# Drafted by `greengate policy draft`: leave out what is no service, say what is missing.\n";
const WORKER =
  "# One that listens nowhere (a worker, a job): drop: [{ stage: zap-baseline, reason: it listens nowhere }]\n";
const MOST_NAMED = 20;

/**
 * @param tree all of the source
 * @param source what its folder is called, for a service that no folder in it names
 * @returns the policy's text, and how many services it lists
 */
export function draftPolicy(
  tree: SourceTree,
  source: string = UNNAMED,
): { text: string; services: number } {
  const all = otherDockerfiles("", tree);
  const mine = all.filter((path) => isBuilt(path, all));
  const shipped = mine.filter((path) => !isForTests(path));
  // Where there is nothing else, they are what somebody asks about.
  const built = shipped.length > 0 ? shipped : mine;
  const builds = composeBuilds(tree);
  const services: Drafted[] = [];
  for (const path of built) {
    const name = nameFor(path, source, services, built);
    services.push({ name, ...draftOf(path, tree, builds) });
  }
  const beside = besideLines(tree, services);
  const left = all.filter((path) => !built.includes(path)).map(inYaml);
  const others = left.length === 0 ? "" : `# No service of their own: ${few(left, MOST_NAMED)}\n`;
  const head = services.some(({ port }) => port === undefined) ? `${HEAD}${WORKER}` : HEAD;
  const text = `${head}version: 1\n${bodyOf(services, beside)}${others}`;
  return { text, services: services.length };
}

function bodyOf(services: readonly Drafted[], beside: readonly string[]): string {
  const [first, second] = services;
  if (!first) return `service:\n  dockerfile: ${NO_IMAGE}\n`;
  if (!second && beside.length === 0) {
    const fields = fieldsOf(first, false).map((field) => `  ${field}\n`);
    return `service:${missing(first)}\n${fields.join("")}`;
  }
  const lines = services.map(
    (each) => `  - { ${fieldsOf(each, true).join(", ")} }${missing(each)}\n`,
  );
  return `services:\n${[...lines, ...beside].join("")}`;
}

/** What a Dockerfile is made of. */
const TEMPLATE = /\.(j2|jinja2?|tpl|tmpl|template|erb)$/i;

/** Beside a plain `Dockerfile` the others are its variants; the policy takes no folder with a dot at its beginning. */
function isBuilt(path: string, all: readonly string[]): boolean {
  if (TEMPLATE.test(path)) return false;
  const at = posix.dirname(path);
  const plain = all.find((other) => posix.dirname(other) === at && isPlain(other));
  return folder.safeParse(at).success && (plain === undefined || plain === path);
}

/** An image that tests run in, by a folder's name or a word of the file's: `tests/Dockerfile`, `Dockerfile.playwright`. */
const FOR_TESTS = /^(__)?(tests?|e2e|cypress|playwright)(__)?$/i;
const isForTests = (path: string): boolean =>
  [...path.split("/"), ...nameOf(path).split(/[._-]/)].some((word) => FOR_TESTS.test(word));

const isPlain = (path: string): boolean => /^(Docker|Container)file$/.test(nameOf(path));

/** A Compose file says from where it is built; else what it copies tells. */
function draftOf(
  file: string,
  tree: SourceTree,
  builds: readonly ComposeBuild[],
): Omit<Drafted, "name"> {
  const text = tree.text(file);
  const own = builds.filter(({ dockerfile }) => dockerfile === file);
  const said = own.find(
    ({ context }) => context === "." || (folder.safeParse(context).success && isIn(file, context)),
  );
  const path = said?.context ?? contextOf(file, text, tree.paths);
  return {
    path,
    dockerfile: posix.relative(path, file),
    ...listensAt(
      text,
      own.flatMap(({ ports }) => ports),
    ),
  };
}

const isIn = (file: string, path: string): boolean => file.startsWith(`${path}/`);

/** Folders that many services have, so that they tell none. */
const COMMON = /^(docker|src|main)$/i;

/** By the folder or, where the file itself is named for it, by that: `Dockerfile.worker`. */
function nameFor(
  file: string,
  source: string,
  others: readonly Drafted[],
  built: readonly string[],
): string {
  const taken = others.map(({ name }) => name);
  const own = ownName(file);
  // One that several folders have tells none of them: `Dockerfile.jvm`.
  const tells = own !== "" && built.filter((other) => ownName(other) === own).length === 1;
  const folders = file.split("/").slice(0, -1);
  const telling = folders.filter((each) => !COMMON.test(each));
  const path = [...telling, ...(own === "" ? [] : [own])].join("/");
  const plain = telling.at(-1) ?? (plainName(source) || UNNAMED);
  const first = own === "" ? plain : tells ? own : path;
  const names = [first, path, file].map(plainName);
  const free = (name: string) => serviceName.safeParse(name).success && !taken.includes(name);
  return names.find(free) ?? `service-${taken.length + 1}`;
}

/** `worker` of `Dockerfile.worker`. */
const ownName = (file: string): string =>
  nameOf(file).replace(/[._-]?(docker|container)file[._-]?/i, "");

/** In a list each has its path. */
const fieldsOf = ({ name, path, dockerfile, port, health }: Drafted, listed: boolean): string[] => [
  `name: ${inYaml(name)}`,
  ...(path === "." && !listed ? [] : [`path: ${inYaml(path)}`]),
  ...(dockerfile === "Dockerfile" ? [] : [`dockerfile: ${inYaml(dockerfile)}`]),
  ...(port === undefined ? [] : [`port: ${port}`]),
  ...(health === undefined ? [] : [`health: ${health}`]),
];

const missing = ({ port, exposed }: Drafted): string =>
  port === undefined ? ` # exposes ${exposed.join(", ") || "no port"}: say where it listens` : "";
