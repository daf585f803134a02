/**
 * The image's runtimes on this host: each is asked for its version in a container of the image,
 * without network, rights and entrypoint. An image without one needs no engine to be told so.
 */
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { notApplicable, ran } from "../../dagger/src/folder/records.ts";
import {
  type Answer,
  type Answered,
  type Question,
  questionsOn,
  writeRuntimes,
} from "../../dagger/src/folder/runtime.ts";
import { type Found, findPrograms, noneOf } from "../../dagger/src/image/programs.ts";
import { runtime } from "../../dagger/src/scanners/runtime/runtime.ts";
import { newContainer } from "./container.ts";
import { exec } from "./exec.ts";
import type { HostImage } from "./image.ts";
import type { Run } from "./run.ts";
import { whole } from "./whole.ts";

const { stage, install } = runtime;
const SECONDS = 60;
const APART = ["--network", "none", "--read-only", "--cap-drop", "ALL"];

export async function runtimeStage(run: Run): Promise<StageRecord> {
  return whole(stage, run.image(), (image) =>
    whole(stage, image.content(), (content) =>
      whole(stage, findPrograms(content), (found) => asked(run, image, found)),
    ),
  );
}

async function asked(run: Run, image: HostImage, found: Found): Promise<StageRecord> {
  if (found.programs.length === 0) return notApplicable(stage, noneOf(found));
  const [start, createdAt] = [performance.now(), new Date().toISOString()];
  return whole(stage, askAll(run, image, questionsOn(found)), async (answers) => {
    const { advisories, host } = run;
    const { config } = image.identity;
    const said = { found, answers, createdAt, image: config, advisories };
    const record = writeRuntimes(host.out, said);
    const durationMs = Math.round(performance.now() - start);
    return ran(host.out, stage, { exitCode: 0, startedAt: createdAt, durationMs }, record);
  });
}

/** @returns each answer; a problem where there is something to ask and nothing can run it */
async function askAll(
  run: Run,
  { name }: HostImage,
  questions: readonly Question[],
): Promise<Result<readonly Answered[]>> {
  if (questions.length === 0) return ok([]);
  const engine = await run.engine();
  if (!engine.ok) return engine;
  const { program } = engine.value;
  if (name === undefined || program === "buildah") {
    const message = "no container engine here can run the image";
    return fail({ code: "runtime.no-engine", message, hint: install });
  }
  const answers: Answered[] = [];
  for (const question of questions) {
    answers.push({ ...question, ...(await ask(run, program, name, question.command)) });
  }
  return ok(answers);
}

async function ask(
  { host }: Run,
  program: string,
  image: string,
  [path = "", ...given]: readonly string[],
): Promise<Answer> {
  const box = newContainer(program, host.work);
  const args = ["run", "--name", box.name, ...APART, "--entrypoint", path, image, ...given];
  const { exitCode, stdout, log } = await exec({ program, args, cwd: host.work, seconds: SECONDS });
  await box.remove();
  // Python 2 tells it on standard error, where engines warn of other things.
  return { exitCode, answer: stdout.trim() || log };
}
