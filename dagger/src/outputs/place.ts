/** Where in the repository a finding is shown: one file and line, as CI systems take them. */
import type { JudgedFinding } from "../core/verdict.ts";
import { oneLine } from "./inert.ts";
import { ofImage } from "./stages.ts";

export interface Place {
  /** Relative to the repository: no leading slash, no `..`; never empty. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Whether that file is one of the repository, not of the image or of the running service. */
export const inRepository = ({ category, sources, where }: JudgedFinding): boolean =>
  where !== undefined || (category !== "dast" && sources.some(({ stage }) => !ofImage(stage)));

export function placeOf({ where, locations: [first] }: JudgedFinding): Place {
  const place = where ?? first;
  return { path: repositoryPath(place?.path ?? ""), line: place?.line ?? 1 };
}

export function repositoryPath(path: string): string {
  const parts = oneLine(path, 1000)
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.join("/") || "unknown";
}
