/** ZAP on this host: the built image is served on loopback, awaited, scanned and asked again. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../../dagger/src/core/policy/policy.ts";
import { fail, ok, type Result } from "../../dagger/src/core/result.ts";
import type { StageRecord } from "../../dagger/src/core/run-record.ts";
import { failed, missing, rawFolder } from "../../dagger/src/folder/records.ts";
import { zapBaseline } from "../../dagger/src/scanners/zap/baseline.ts";
import { neverUp } from "../../dagger/src/scanners/zap/never-up.ts";
import { addOnsInLog, HAR, zapArguments, zapPlan } from "../../dagger/src/scanners/zap/plan.ts";
import { reachedInHar, requestUrl } from "../../dagger/src/scanners/zap/reached.ts";
import { type Engine, type Served, serve } from "./engine.ts";
import { exec } from "./exec.ts";
import { type Host, recordOf } from "./host.ts";
import type { HostImage } from "./image.ts";
import type { Run } from "./run.ts";
import { whole } from "./whole.ts";

interface Zap {
  readonly program: string;
  readonly version: string;
}

const SECONDS = 900;
const { stage } = zapBaseline;

/** ZAP as it is installed here. Its version is asked for, which shows that its Java starts too. */
async function findZap({ work }: Host): Promise<Result<Zap>> {
  const args = ["-dir", join(work, "zap-version"), "-cmd", "-silent", "-version"];
  const ended = await exec({ program: "zap.sh", args, cwd: work, seconds: 120 });
  const version = /^\d+\.\d+\.\d+\S*$/m.exec(ended.stdout)?.[0];
  if (ended.exitCode === 0 && version !== undefined) return ok({ program: "zap.sh", version });
  const message = "ZAP is not on this host.";
  return fail({ code: "zap.missing", message, hint: zapBaseline.install });
}

export async function zapStage(run: Run): Promise<StageRecord> {
  return whole(stage, findZap(run.host), (zap) =>
    whole(stage, run.engine(), (engine) =>
      whole(stage, run.image(), (image) => servedScan(run, zap, engine, image)),
    ),
  );
}

async function servedScan(
  { host, policy: { service } }: Run,
  zap: Zap,
  engine: Engine,
  image: HostImage,
): Promise<StageRecord> {
  if (image.name === undefined || engine.program === "buildah") {
    const hint = "Install docker or podman.";
    return missing(stage, "no container engine here can run the image", hint);
  }
  const served = await serve(host, engine, image.name, service);
  if (!served.ok) return failed(stage, served.error.message, { hint: served.error.hint });
  try {
    return await scan(host, zap, served.value, image, service);
  } finally {
    await served.value.stop();
  }
}

async function scan(
  host: Host,
  zap: Zap,
  served: Served,
  image: HostImage,
  { port, health, startSeconds, paths }: Policy["service"],
): Promise<StageRecord> {
  const url = requestUrl(served.url, health);
  if (!(await answers(url, startSeconds))) {
    const [log, exposed] = [await served.log(), await served.exposed()];
    const { reason, hint } = neverUp({ url, seconds: startSeconds, port, exposed, log });
    return failed(stage, reason, { hint });
  }
  const raw = rawFolder(host.out, stage);
  const home = join(host.work, "zap-home");
  mkdirSync(home, { recursive: true });
  const plan = join(host.work, "zap-plan.yaml");
  writeFileSync(plan, zapPlan({ target: served.url, paths, folder: raw }));
  const args = zapArguments(plan, home);
  const ended = await exec({ program: zap.program, args, cwd: host.work, seconds: SECONDS });
  const aliveAfter = await answers(url, 5);
  const history = join(raw, HAR);
  const reached = reachedInHar(readIfThere(history));
  rmSync(history, { force: true });
  return recordOf(
    host,
    stage,
    ended,
    {
      tool: { name: "zap", version: zap.version },
      target: { name: served.url, digest: image.identity.config },
      arguments: args,
      evidence: {
        reached: reached.ok ? reached.value : [],
        port,
        health,
        aliveAfter,
        addOns: addOnsInLog(new TextDecoder().decode(readIfThere(join(home, "zap.log")))),
      },
    },
    [0, ...(zapBaseline.fineExitCodes ?? [])],
  );
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Asks until the answer is 2xx, for so many seconds. */
async function answers(url: string, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  do {
    try {
      const how = { signal: AbortSignal.timeout(5000), redirect: "manual" } as const;
      const answer = await fetch(url, how);
      // Unread, it would keep a connection of the service open for each time it is asked.
      await answer.body?.cancel();
      if (answer.ok) return true;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  } while (performance.now() < end);
  return false;
}
