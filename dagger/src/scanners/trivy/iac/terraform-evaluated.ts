/** Terraform files, held against the witness checks of a report. */
import type { Gap } from "../../../core/gap.ts";
import { isNotEntered } from "../moved.ts";
import { notEvaluated } from "./not-evaluated.ts";
import type { IacEvidence } from "./select.ts";
import type { Witnessed } from "./witnessed.ts";

type Files = IacEvidence["terraform"];

const RENAME = "Put the folder into another one, such as infra/, or exclude it in the policy.";

/** A module that is off leaves no trace of any of its files; where one shows, all must. */
export const unevaluatedFiles = (files: Files, seen: Witnessed): Gap[] =>
  files
    .filter(({ path, optional }) => !seen.has(path) && (!optional || seen.besides(path)))
    .map(({ path }) =>
      isNotEntered(path)
        ? notEvaluated(
            path,
            `was not evaluated: Trivy enters no ${path.split("/", 1)} at the top.`,
            RENAME,
          )
        : notEvaluated(path, "was not evaluated: it does not parse."),
    );

const WHY = " (a count of 0, or a for_each or variable whose value is not in the code).";

export function unevaluatedResources(files: Files, seen: Witnessed): string[] {
  const missed = files.flatMap(({ path, resources }) => {
    const lines = seen.lines(path);
    return resources.filter((line) => !lines.has(line)).map((line) => `${path}:${line}`);
  });
  return missed.length === 0 ? [] : [`Not evaluated: ${missed.join(", ")}${WHY}`];
}

export const callsElsewhere = (paths: readonly string[]): Gap[] =>
  paths.map((path) =>
    notEvaluated(
      path,
      "calls a local module that is not among the files that are looked at.",
      "Put the module's folder among the service's own files, outside of .terraform and node_modules, or exclude the file.",
    ),
  );

export const overridesUnread = (paths: readonly string[]): Gap[] =>
  paths.map((path) =>
    notEvaluated(
      path,
      "changes blocks of other files, and was evaluated without them.",
      "Write what it changes into those blocks, or exclude it in the policy.",
    ),
  );
