/** A scanner on this host: the files it looks at are copied, its calls run there, its end recorded. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { nothingSelected, rawFolder } from "../../dagger/src/folder/records.ts";
import { redactOutputs } from "../../dagger/src/folder/redact.ts";
import { type Contents, contentsOf } from "../../dagger/src/image/contents.ts";
import type { Call, Invocation, Selection } from "../../dagger/src/scanners/invocation.ts";
import { sourceEvidence } from "../../dagger/src/scanners/looked-at.ts";
import type { Scanner } from "../../dagger/src/scanners/scanner.ts";
import { JAVA_METADATA, noJavaDatabase } from "../../dagger/src/scanners/trivy/java.ts";
import { copySelection, writeFiles } from "../../dagger/src/source/tree.ts";
import { type Ended, exec } from "./exec.ts";
import { askTool, type HostTool } from "./find-tool.ts";
import { recordOf } from "./host.ts";
import type { HostImage } from "./image.ts";
import type { Run } from "./run.ts";
import { whole } from "./whole.ts";

export async function scanStage(
  run: Run,
  scanner: Scanner,
  invocation: Invocation,
): Promise<StageRecord> {
  const selection = invocation.select?.(run.tree(), run.policy);
  if (selection?.targets.length === 0) return nothingSelected(scanner, run.tree(), selection);
  return whole(scanner.stage, needsOf(run, invocation), (needs) =>
    scanned(run, scanner, invocation, selection, needs),
  );
}

/** What a scanner's calls need of this host. */
interface Needs {
  readonly found: HostTool;
  /** Absent where sources are looked at. */
  readonly image: HostImage | undefined;
  readonly contents: Contents | undefined;
  /** The folder that holds the databases. */
  readonly cache: string;
}

async function needsOf(run: Run, invocation: Invocation): Promise<Result<Needs>> {
  const found = await run.tool(invocation.tool);
  if (!found.ok) return found;
  const image = invocation.select ? ok(undefined) : await run.image();
  if (!image.ok) return image;
  const contents = await contentsOf(image.value, run.policy.service, run.tree());
  if (!contents.ok) return contents;
  const cache = await databaseFor(run, invocation, contents.value?.javaArchives);
  if (!cache.ok) return cache;
  return ok({
    found: found.value,
    image: image.value,
    contents: contents.value,
    cache: cache.value,
  });
}

async function scanned(
  run: Run,
  scanner: Scanner,
  invocation: Invocation,
  selection: Selection | undefined,
  { found, image, contents, cache }: Needs,
): Promise<StageRecord> {
  const { host, policy } = run;
  const { stage, fineExitCodes = [] } = scanner;
  const { tool, beside, besideJava, seconds } = invocation;
  const work = join(host.work, stage);
  const places = {
    source: join(work, "source"),
    beside: join(work, "beside"),
    raw: rawFolder(host.out, stage),
    image: image?.archive ?? "",
    cache,
    targets: selection?.targets ?? [],
  };
  mkdirSync(work, { recursive: true });
  if (selection) copySelection(host.source, selection, places.source);
  if (beside) writeFiles(places.beside, beside);
  if (besideJava && contents?.javaArchives) writeFiles(places.beside, besideJava);
  const calls = invocation.calls(places, policy);
  const fine = [0, ...fineExitCodes];
  const ended = await runCalls(found, calls, { raw: places.raw, work, fine, seconds });
  redactOutputs(host.out, scanner);
  const description = await askTool(host, found.tool, found.program, cache);
  const more = {
    tool: { name: tool.name, version: description?.version ?? "" },
    target: image
      ? { name: "image", digest: image.identity.config }
      : { name: policy.service.name },
    arguments: calls.flatMap(({ args }) => args),
    evidence: {
      ...description?.evidence,
      ...(selection && sourceEvidence(places.source, run.tree(), selection)),
      ...contents,
      ...invocation.heard?.(ended.log),
    },
  };
  return recordOf(host, stage, ended, more, fine);
}

interface CallsAt {
  readonly raw: string;
  /** Where the calls run: an empty folder of ours. */
  readonly work: string;
  readonly seconds: number;
  readonly fine: readonly number[];
}

/** One after the other, within the time for all; the first that fails, else the worst, is the end. */
async function runCalls(
  { program }: HostTool,
  calls: readonly Call[],
  { raw, work, seconds, fine }: CallsAt,
): Promise<Ended> {
  const start = performance.now();
  const ends: Ended[] = [];
  for (const { args, stdout } of calls) {
    const left = seconds - (performance.now() - start) / 1000;
    const ended = await exec({ program, args, cwd: work, seconds: Math.max(left, 1) });
    ends.push(ended);
    if (!fine.includes(ended.exitCode)) break;
    if (stdout !== undefined) writeFileSync(join(raw, stdout), ended.stdout);
  }
  const worst = ends.reduce((a, b) => (b.exitCode > a.exitCode ? b : a));
  return {
    ...worst,
    log: ends.map(({ log }) => log).join(""),
    startedAt: ends[0]?.startedAt ?? worst.startedAt,
    durationMs: Math.round(performance.now() - start),
  };
}

/** The given databases, or Trivy's own brought up to date; an empty folder where none is needed. */
async function databaseFor(
  run: Run,
  { database }: Invocation,
  javaArchives: number | undefined,
): Promise<Result<string>> {
  if (!database) return ok(run.host.work);
  if (run.database !== undefined) {
    const lacking = javaArchives && !existsSync(join(run.database, JAVA_METADATA));
    return lacking ? fail(noJavaDatabase(javaArchives)) : ok(resolve(run.database));
  }
  const fresh = await run.freshDatabase();
  return fresh.ok && javaArchives ? run.freshJavaDatabase() : fresh;
}
