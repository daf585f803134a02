/** Judges what lies in no service's folder: what of it makes the whole incomplete, and what is said. */
import { addTo } from "../add-to.ts";
import { compareText } from "../compare.ts";
import { counted } from "../counted.ts";
import { few } from "../few.ts";
import type { Gap } from "../gap.ts";
import { addedService, inYaml } from "./lines.ts";
import type { Part, Uncovered } from "./noted.ts";

/** What the verdict over all services says of it. */
export interface Beside {
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
}

export const NOTHING_BESIDE: Beside = { gaps: [], notes: [] };

export interface JudgeBeside {
  /** What the run of each service noted; undefined where it noted nothing. */
  readonly told: readonly (Uncovered | undefined)[];
  /** The policy's services, by name: their folders. */
  readonly services: ReadonlyMap<string, string>;
  /** What it means that a stage did not look there: evidence is missing, or it is only said. */
  readonly weigh: (stage: string) => "gap" | "note" | undefined;
}

/** The same for the same records, in whatever order they are given. */
export function judgeBeside({ told, services, weigh }: JudgeBeside): Beside {
  const folders = [...services.values()];
  if (told.length === 0 || folders.includes(".")) return NOTHING_BESIDE;
  const known = told.flatMap((each) => each ?? []);
  const of = (each: Uncovered) => JSON.stringify([...new Set(each.services)].sort(compareText));
  const here = JSON.stringify([...new Set(folders)].sort(compareText));
  const [failed] = known.flatMap(({ unread }) => unread ?? []);
  if (known.length < told.length) return unknown("A run record does not say it.");
  if (failed !== undefined) return unknown(`It could not be read: ${failed}.`);
  if (known.some((each) => of(each) !== here)) {
    return unknown("The run was of a policy that lists other services' folders.");
  }
  const dockerfiles = [...new Set(known.flatMap((each) => each.dockerfiles))].sort(compareText);
  const parts = merged(known);
  const weighed = (as: "gap" | "note") =>
    parts
      .map(({ path, stages }) => ({
        path,
        stages: Object.fromEntries(Object.entries(stages).filter(([stage]) => weigh(stage) === as)),
      }))
      .filter(({ stages }) => Object.keys(stages).length > 0);
  const lacking = new Map<string, Part[]>();
  for (const part of weighed("gap")) {
    addTo(lacking, addedService(part.path, services).path, part);
  }
  const noted = weighed("note");
  const files = Math.max(...known.map((each) => each.files));
  return {
    gaps: [...lacking.values()].map((each) => gapOf(each, services, dockerfiles)),
    notes: [
      ...(noted.length > 0
        ? [`In no service's folder, so not looked at: ${named(noted.map(partWords))}.`]
        : []),
      ...(dockerfiles.length > 0
        ? [
            `Dockerfiles in no service's folder, whose images nobody looks at: ${named(dockerfiles)}.`,
          ]
        : []),
      ...(files > 0 && weigh("secrets") === "note"
        ? [
            `No secret was looked for in ${counted(files, "file")} in no service's folder; a service with \`path: .\` looks at them all.`,
          ]
        : []),
    ],
  };
}

function unknown(why: string): Beside {
  const message = `What lies in no service's folder is not known. ${why}`;
  const hint = "Run the gate again with this policy and this version of Greengate.";
  return { gaps: [{ code: "services.beside-unknown", message, hint }], notes: [] };
}

/** Of each path and stage the most that any run saw. */
function merged(known: readonly Uncovered[]): Part[] {
  const all = new Map<string, Map<string, number>>();
  for (const { path, stages } of known.flatMap(({ parts }) => parts)) {
    const most = all.get(path) ?? new Map<string, number>();
    for (const [stage, count] of Object.entries(stages)) {
      most.set(stage, Math.max(count, most.get(stage) ?? 0));
    }
    all.set(path, most);
  }
  return [...all]
    .map(([path, most]) => ({ path, stages: Object.fromEntries(most) }))
    .sort((one, other) => compareText(one.path, other.path));
}

/** @param parts that one further service would look at */
function gapOf(
  parts: readonly Part[],
  services: ReadonlyMap<string, string>,
  dockerfiles: readonly string[],
): Gap {
  const [first] = parts;
  const { line, also } = addedService(first?.path ?? "", services, dockerfiles);
  const exclude = parts.slice(0, MOST_NAMED).map(({ path }) => inYaml(path.replace(/\/$/, "")));
  return {
    code: "services.uncovered",
    message: `In no service's folder, so nobody looked at it: ${named(parts.map(partWords))}.`,
    hint: `Under services in the policy, \`${line}\`${also}; or leave it out, \`exclude: [${exclude.join(", ")}]\`.`,
  };
}

/** `k8s/ (trivy-config: 9 files)`, or `package-lock.json (trivy-fs)`. */
function partWords({ path, stages }: Part): string {
  const each = Object.entries(stages).sort(([one], [other]) => compareText(one, other));
  const of = each.map(([stage, count]) =>
    path.endsWith("/") ? `${stage}: ${counted(count, "file")}` : stage,
  );
  return `${path} (${of.join(", ")})`;
}

const MOST_NAMED = 8;

const named = (words: readonly string[]): string => few(words, MOST_NAMED);
