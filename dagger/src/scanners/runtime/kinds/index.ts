/** Every runtime that is looked for; another one is a file like those, and a line here. */
import { nameOf } from "../../source-tree.ts";
import { httpd } from "./httpd.ts";
import { java } from "./java.ts";
import type { RuntimeKind } from "./kind.ts";
import { nginx } from "./nginx.ts";
import { node } from "./node.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";

const ALL = [node, python, php, ruby, java, nginx, httpd] as const;

export type RuntimeName = (typeof ALL)[number]["name"];

const KINDS: readonly (RuntimeKind & { readonly name: RuntimeName })[] = ALL;

export const RUNTIMES = ALL.map(({ name }) => name);

export const CANARIES: ReadonlyMap<RuntimeName, RuntimeKind["canary"]> = new Map(
  ALL.map(({ name, canary }) => [name, canary]),
);

/** @param path of the program, or its name alone */
export const kindOf = (path: string) => KINDS.find(({ programs }) => programs.test(nameOf(path)));

/** For people. */
export const TITLES = ALL.map(({ title }) => title).join(", ");

/** Whether a file of that name may tell the version of a program. */
export const isVersionFile = (path: string): boolean =>
  KINDS.some(({ toldIn }) => toldIn?.file === nameOf(path));
