/** The service's own tests, in containers: the Dockerfile's test target, or the policy's command. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dockerfileOf } from "../../dagger/src/core/policy/services.ts";
import { ok } from "../../dagger/src/core/result.ts";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { isFile } from "../../dagger/src/folder/is-file.ts";
import { failed, missing, notApplicable, rawFolder } from "../../dagger/src/folder/records.ts";
import { buildStage, dockerfileStages, TEST_STAGE } from "../../dagger/src/image/dockerfile.ts";
import { newContainer } from "./container.ts";
import { noDockerfile } from "./dockerfile.ts";
import { buildTarget, type Engine } from "./engine.ts";
import { type Ended, exec } from "./exec.ts";
import { type Host, recordOf } from "./host.ts";
import type { Run } from "./run.ts";

const stage = "test";
const SECONDS = 1800;

export async function testStage(run: Run): Promise<StageRecord> {
  const { host, policy, engine: find } = run;
  const { service } = policy;
  const path = join(host.source, dockerfileOf(service) ?? "");
  const stages = isFile(path) ? dockerfileStages(readFileSync(path, "utf8")) : [];
  const target = stages.includes(TEST_STAGE) ? TEST_STAGE : undefined;
  if (target === undefined && !service.test) {
    return notApplicable(stage, "not configured: no test target, no service.test in the policy");
  }
  const unbuilt = noDockerfile(run);
  if (unbuilt) return missing(stage, unbuilt.message, unbuilt.hint);
  const inStage = target === undefined ? buildStage(stages) : ok(target);
  if (!inStage.ok) return missing(stage, inStage.error.message, inStage.error.hint);
  const engine = await find();
  if (!engine.ok) return missing(stage, engine.error.message, engine.error.hint);
  const built = await buildTarget(host, engine.value, service, inStage.value);
  if (target !== undefined) return record(host, engine.value, built.ended, ["--target", target]);
  if (built.ended.exitCode !== 0) {
    return failed(stage, `the build stage could not be built: ${built.ended.tail}`);
  }
  const [entrypoint = "", ...args] = service.test ?? [];
  const { program } = engine.value;
  const box = newContainer(program, host.work);
  const call = ["run", "--name", box.name, "--entrypoint", entrypoint, built.name, ...args];
  const ended = await exec({ program, args: call, cwd: host.work, seconds: SECONDS });
  await box.remove();
  return record(host, engine.value, ended, service.test ?? []);
}

function record(host: Host, { program, version }: Engine, ended: Ended, args: readonly string[]) {
  writeFileSync(join(rawFolder(host.out, stage), "output.txt"), ended.log);
  const tool = { name: program, version };
  return recordOf(host, stage, ended, { tool, arguments: [...args] });
}
