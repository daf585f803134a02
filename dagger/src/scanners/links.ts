/**
 * Symbolic links of the source, and what else of it can't be looked at. No scanner is given a link,
 * since it may lead anywhere; what it leads to is either looked at under its real name, or missing
 * evidence that names the link.
 */
import { z } from "zod";
import { few } from "../core/few.ts";
import type { Gap } from "../core/gap.ts";
import { remembered } from "../core/remembered.ts";
import type { StageRecord } from "../core/run-record.ts";
import { countUpTo } from "../core/sorted.ts";
import type { Selection } from "./invocation.ts";
import { type End, type Link, nameOf, type SourceTree } from "./source-tree.ts";

/** A link behind which the scanner could have found something to look at. */
const unfollowed = z.object({ path: z.string(), to: z.string() });
export type Unfollowed = z.output<typeof unfollowed>;

export function unfollowedLinks(
  { paths, links }: Pick<SourceTree, "paths" | "links">,
  { wants }: Pick<Selection, "wants">,
): Unfollowed[] {
  if (!wants) return [];
  /** Files of a folder that are no targets by their own name; there may be a link to it for each. */
  const unwanted = remembered((folder) => {
    const inside = folder === "." ? "" : `${folder}/`;
    return pathsIn(paths, inside).flatMap((real) =>
      wants(real, real) ? [] : [{ real, rest: real.slice(inside.length) }],
    );
  });
  const hides = ({ path, end, listed }: Link): boolean => {
    if (end.kind === "submodule") return true;
    if (end.kind === "file") {
      return wants(path, end.path) && !(listed && wants(end.path, end.path));
    }
    if (end.kind !== "folder") return mayBeFolder(path) || wants(path, undefined);
    if (!listed) return true;
    // Its files are looked at where they are, but for those that only the link's name makes targets.
    return unwanted(end.path).some(({ real, rest }) => wants(`${path}/${rest}`, real));
  };
  return links.filter(hides).map(({ path, end }) => ({ path, to: endWords(end) }));
}

function pathsIn(paths: SourceTree["paths"], inside: string): readonly string[] {
  if (inside === "") return paths;
  const from = countUpTo(paths, inside);
  let to = from;
  while (paths[to]?.startsWith(inside)) to += 1;
  return paths.slice(from, to);
}

/** A name that ends as files do is taken for a file's: `logo.png`, and not `conf.d` or `v1.2`. */
const mayBeFolder = (path: string): boolean => !/.\.(?!d$)[a-z][a-z0-9]{0,4}$/.test(nameOf(path));

function endWords(end: End): string {
  if (end.kind === "nothing") return NOTHING;
  if (end.kind === "misnamed") return MISNAMED;
  if (end.kind === "submodule") return ABSENT;
  return end.kind === "outside" ? "out of the source" : `to ${end.path}`;
}

const NOTHING = "to nothing";
const MISNAMED = "a name that is no UTF-8";
const ABSENT = "a submodule that is not checked out";
const isNoLink = ({ to }: Unfollowed): boolean => to === MISNAMED || to === ABSENT;

const MOST_NAMED = 5;

/** `app.py (a link to code.txt), src (a link out of the source) and 3 more`, `a, b (links to nothing)`. */
function namedLinks(links: readonly Unfollowed[]): string {
  const [to = MISNAMED, ...others] = new Set(links.map(({ to }) => to));
  if (links.length > 1 && others.length === 0 && !links.some(isNoLink)) {
    return `${few(
      links.map(({ path }) => path),
      MOST_NAMED,
    )} (links ${to})`;
  }
  return few(links.map(named), MOST_NAMED);
}

const named = (link: Unfollowed): string =>
  isNoLink(link) ? `${link.path} (${link.to})` : `${link.path} (a link ${link.to})`;

/** Why a stage did not start that might look at nothing but what is behind links. */
export function onlyLinks(links: readonly Unfollowed[]): string {
  if (links.every(({ to }) => to === MISNAMED)) {
    return `what it might look at has ${MISNAMED}: ${few(
      links.map(({ path }) => path),
      1,
    )}`;
  }
  if (links.every(({ to }) => to === ABSENT)) {
    return `what it might look at is in ${few(links.map(named), 1)}`;
  }
  return `links are not followed, and what it might look at is behind ${few(links.map(named), 1)}`;
}

/** With what to write in the policy, to be copied. */
export function linkHint(links: readonly Unfollowed[]): string {
  if (links.every(({ to }) => to === MISNAMED)) return "Give it a name in UTF-8.";
  const absent = links.filter(({ to }) => to === ABSENT);
  const others = links.filter((link) => !isNoLink(link));
  const lost = others.every(({ to }) => to === NOTHING);
  const mends = [
    ...(absent.length > 0
      ? ["Check submodules out (git submodule update --init --recursive)"]
      : []),
    ...(others.length === 0
      ? []
      : [lost ? "Remove a link to nothing" : "Put what a link leads to in its place"]),
  ];
  const what = others.length === 0 ? "them" : "the link";
  const paths = links.slice(0, MOST_NAMED).map(({ path }) => JSON.stringify(path));
  return `${mends.join(". ")}, or exclude ${what} in the policy, as in exclude: [${paths.join(", ")}].`;
}

const evidence = z.object({ links: z.array(unfollowed) });

/** @param record of a stage that ran over the source */
export function linkGaps(record: StageRecord): Gap[] {
  const told = evidence.safeParse(record.evidence);
  if (!told.success) {
    const message = "The run record does not say which links the source holds.";
    return [{ code: "source.links-unknown", message, hint: "Run the stage again." }];
  }
  const { links } = told.data;
  if (links.length === 0) return [];
  const why = links.every(isNoLink) ? "" : ", since links are not followed";
  const message = `Not looked at${why}: ${namedLinks(links)}.`;
  return [{ code: "source.link", message, hint: linkHint(links) }];
}
