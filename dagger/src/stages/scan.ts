/** A scanner in its container: what it looks at is mounted, its calls are wrapped, its end recorded. */
import { type Container, type Directory, dag } from "@dagger.io/dagger";
import { ok } from "../core/result.ts";
import type { StageRecord } from "../core/run-record.ts";
import { failed, missing, nothingSelected } from "../folder/records.ts";
import { redactOutputs } from "../folder/redact.ts";
import { contentsOf } from "../image/contents.ts";
import type { Images } from "../images.ts";
import type { Call, Invocation, Selection } from "../scanners/invocation.ts";
import { sourceEvidence } from "../scanners/looked-at.ts";
import type { Scanner } from "../scanners/scanner.ts";
import type { Tool } from "../scanners/tool.ts";
import { CACHE, databaseOf, javaDatabaseOf } from "./database.ts";
import { copyOf, directoryOf } from "./files.ts";
import type { Image } from "./image.ts";
import { type Run, runTool, scanRecord } from "./run.ts";
import { command, META, RAW } from "./wrapper.ts";

const SOURCE = "/greengate/source";
const BESIDE = "/greengate/beside";
const IMAGE = "/greengate/image.tar";
const VERSION = "version.txt";

/** @param image builds the service's image; asked only by a scanner that looks at it */
export async function scanStage(
  run: Run,
  scanner: Scanner,
  invocation: Invocation,
  image: () => Promise<Image>,
): Promise<StageRecord> {
  const { stage, fineExitCodes = [] } = scanner;
  const { tool, select, seconds } = invocation;
  const source = await run.source();
  const selection = select?.(source.tree, run.policy);
  if (selection?.targets.length === 0) return nothingSelected(scanner, source.tree, selection);
  const built = selection ? undefined : await image();
  const read = await contentsOf(built, run.policy.service, source.tree);
  if (!read.ok) return failed(stage, read.error.message, { hint: read.error.hint });
  const contents = read.value;
  const javaArchives = contents?.javaArchives;
  const java = javaArchives ? await javaDatabaseOf(run, javaArchives) : ok(undefined);
  if (!java.ok) return missing(stage, java.error.message, java.error.hint);
  const targets = selection?.targets ?? [];
  const places = { source: SOURCE, image: IMAGE, beside: BESIDE, raw: RAW, cache: CACHE, targets };
  const calls = invocation.calls(places, run.policy);
  const mounted = mounts(run, invocation, source.folder, selection, built, java.value);
  const end = await runTool(run, {
    stage,
    base: withTool(run.images, tool),
    script: { seconds, fine: fineExitCodes, steps: steps(tool, calls, fineExitCodes) },
    prepare: mounted,
  });
  redactOutputs(run.out, scanner);
  const description = tool.describe(end.meta(VERSION));
  return scanRecord(run, stage, end, {
    tool: { name: tool.name, version: description?.version ?? "", image: run.images[tool.image] },
    target: built
      ? { name: "image", digest: built.identity.config }
      : { name: run.policy.service.name },
    arguments: calls.flatMap(({ args }) => args),
    evidence: {
      ...description?.evidence,
      ...(selection && sourceEvidence(SOURCE, source.tree, selection)),
      ...contents,
      ...invocation.heard?.(end.meta("log")),
    },
  });
}

/** The tool in its own image, or installed into a Python one by hash. */
export function withTool(images: Images, { image, python }: Tool): Container {
  const base = dag.container().from(images[image]);
  if (image !== "python" || !python) return base;
  const lock = "/greengate/requirements";
  const install = ["pip", "install", "--no-cache-dir", "--only-binary=:all:", "--require-hashes"];
  return base
    .withMountedDirectory(lock, directoryOf({ "requirements.txt": python.requirements }))
    .withExec([...install, "--requirement", `${lock}/requirements.txt`])
    .withoutMount(lock);
}

function mounts(
  run: Run,
  { beside, besideJava, database }: Invocation,
  folder: string,
  selection: Selection | undefined,
  image: Image | undefined,
  java: Directory | undefined,
): (container: Container) => Container {
  return (container) => {
    let ready = container;
    if (selection) ready = ready.withMountedDirectory(SOURCE, copyOf(folder, selection));
    if (image) ready = ready.withMountedFile(IMAGE, image.archive);
    const laid = { ...beside, ...(java && besideJava) };
    if (beside) ready = ready.withMountedDirectory(BESIDE, directoryOf(laid));
    if (database) ready = ready.withMountedDirectory(CACHE, databaseOf(run));
    if (java) ready = ready.withMountedDirectory(`${CACHE}/java-db`, java);
    return ready;
  };
}

/** Shell lines: the version, then each call; a code that is not fine ends it, the worst one is its end. */
function steps(
  { program, versionArguments }: Tool,
  calls: readonly Call[],
  fine: readonly number[],
) {
  const version = command(program, versionArguments(CACHE));
  return [
    "cd /tmp || exit $?",
    `${version} > ${META}/${VERSION} || exit $?`,
    "worst=0",
    ...calls.flatMap(({ args, stdout }) => [
      `${command(program, args)}${stdout === undefined ? "" : ` > ${command(`${RAW}/${stdout}`, [])}`}`,
      "code=$?",
      `case "$code" in ${[0, ...fine].join("|")}) ;; *) exit "$code" ;; esac`,
      '[ "$code" -le "$worst" ] || worst=$code',
    ]),
    'exit "$worst"',
  ];
}
