/**
 * The built image's runtimes, asked for their versions: each in the image's own files, bounded in
 * time, without the image's entrypoint and environment. Distroless has no shell and no `timeout`, so
 * a scanner's image lends them and changes into the image's root.
 */
import { dag } from "@dagger.io/dagger";
import type { StageRecord } from "../core/run-record.ts";
import { failed, notApplicable } from "../folder/records.ts";
import { type Question, questionsOn, writeRuntimes } from "../folder/runtime.ts";
import { findPrograms, noneOf } from "../image/programs.ts";
import { runtime } from "../scanners/runtime/runtime.ts";
import type { Image } from "./image.ts";
import { type Run, runTool, scanRecord } from "./run.ts";
import { command, META } from "./wrapper.ts";

const ROOT = "/greengate/image";
const SECONDS = 10;

export async function runtimeStage(run: Run, image: Image): Promise<StageRecord> {
  const { stage } = runtime;
  const content = await image.content();
  const looked = content.ok ? findPrograms(content.value) : content;
  if (!looked.ok) return failed(stage, looked.error.message, { hint: looked.error.hint });
  const found = looked.value;
  if (found.programs.length === 0) return notApplicable(stage, noneOf(found));
  const questions = questionsOn(found);
  const end = await runTool(run, {
    stage,
    base: dag.container().from(run.images.trivy),
    script: { steps: steps(questions), seconds: (SECONDS + 1) * questions.length + 60 },
    prepare: (container) => container.withMountedDirectory(ROOT, image.unpacked.rootfs()),
  });
  const answers = questions.map((question, index) => ({
    ...question,
    exitCode: Number.parseInt(end.meta(`code-${index}`) || "-1", 10),
    answer: end.meta(`said-${index}`),
  }));
  const record = writeRuntimes(run.out, {
    found,
    answers,
    createdAt: end.startedAt,
    image: image.identity.config,
    advisories: run.advisories,
  });
  return scanRecord(run, stage, end, record);
}

/**
 * Shell lines that write what each program said and its exit code to META. What it leaves running
 * may hold its output open, so that is a file and no pipe that is waited for; of 64 KiB at most, since
 * SQLite wants 32 beside RPM's database.
 */
function steps(questions: readonly Question[]): string[] {
  const limit = ["-s", "KILL", String(SECONDS), "chroot", ROOT];
  return questions.map(({ command: asked }, index) => {
    const ask = `exec env -i PATH="$PATH" ${command("timeout", [...limit, ...asked])}`;
    return `(ulimit -f 128; ${ask}) > ${META}/said-${index} 2>&1; echo $? > ${META}/code-${index}`;
  });
}
