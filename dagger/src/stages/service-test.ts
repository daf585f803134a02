/** The service's own tests: the Dockerfile's test target, or the policy's command in its build stage. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dockerfileOf } from "../core/policy/services.ts";
import type { StageRecord } from "../core/run-record.ts";
import { missing, notApplicable, ran, rawFolder } from "../folder/records.ts";
import { noDockerfile } from "../image/build-hint.ts";
import { buildStage, dockerfileStages, TEST_STAGE } from "../image/dockerfile.ts";
import { BUILD_SECONDS, dockerBuild } from "./image.ts";
import type { Run } from "./run.ts";
import { within } from "./within.ts";

export async function testStage(run: Run): Promise<StageRecord> {
  const stage = "test";
  const { service } = run.policy;
  const absent = noDockerfile(service, (await run.source()).tree);
  if (absent) return missing(stage, absent.message, absent.hint);
  const stages = dockerfileStages(await run.directory.file(dockerfileOf(service) ?? "").contents());
  const hasTarget = stages.includes(TEST_STAGE);
  if (!hasTarget && !service.test) {
    return notApplicable(stage, "not configured: no test target, no service.test in the policy");
  }
  const startedAt = new Date();
  let output = `The Dockerfile's target ${TEST_STAGE} was built: its commands ended well.\n`;
  if (hasTarget) {
    await within(BUILD_SECONDS, dockerBuild(run.directory, service, TEST_STAGE).sync());
  } else {
    const target = buildStage(stages);
    if (!target.ok) return missing(stage, target.error.message, target.error.hint);
    const box = dockerBuild(run.directory, service, target.value);
    // Anew each day, and with --fresh: the engine would else answer with the first end for ever.
    const today = box.withEnvVariable("GREENGATE_BUCKET", run.bucket);
    output = await within(BUILD_SECONDS, today.withExec([...(service.test ?? [])]).stdout());
  }
  writeFileSync(join(rawFolder(run.out, stage), "output.txt"), output);
  const measured = {
    exitCode: 0,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
  };
  return ran(run.out, stage, measured, {
    tool: { name: "dagger", version: "build" },
    arguments: hasTarget ? ["--target", TEST_STAGE] : [...(service.test ?? [])],
  });
}
