/** Where in the repository a finding is shown: one file and line, as CI systems take them. */
import type { Location } from "../../core/finding.ts";
import type { JudgedFinding } from "../../core/verdict.ts";
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

/** Where a change can touch it, as far as the run noted that; else where a report says that it is. */
export const placeOf = ({ where, locations: [first] }: JudgedFinding): Place =>
  placed(where ?? first);

/** Where a report says that it is, in the source or in the image: it tells findings apart. */
export const toldPlace = ({ locations: [first] }: JudgedFinding): Place => placed(first);

const placed = (place: Location | undefined): Place => ({
  path: repositoryPath(place?.path ?? ""),
  line: place?.line ?? 1,
});

export function repositoryPath(path: string): string {
  const parts = oneLine(path, 1000)
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.join("/") || "unknown";
}
