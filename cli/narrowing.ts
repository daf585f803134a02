/** `--only` and `--skip`: which stages are required. */
import { SCANNERS } from "../dagger/src/scanners/index.ts";
import { UsageError } from "./usage.ts";

/**
 * @throws UsageError on a stage that there is not: a misspelt `--only` would require nothing
 */
export function narrowing({ only, skip }: { only?: string; skip?: string }): {
  only?: string[];
  skip?: string[];
} {
  const stages = (text: string) => text.split(",").map((stage) => known(stage.trim()));
  return {
    ...(only !== undefined && { only: stages(only) }),
    ...(skip !== undefined && { skip: stages(skip) }),
  };
}

function known(stage: string): string {
  const names = SCANNERS.map((scanner) => scanner.stage);
  if (names.includes(stage)) return stage;
  throw new UsageError(`No such stage: ${stage || "(empty)"}`, `Stages: ${names.join(", ")}.`);
}
