/** ZAP in its container, the built image bound beside it as a service. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dag } from "@dagger.io/dagger";
import type { StageRecord } from "../core/run-record.ts";
import { rawFolder } from "../folder/records.ts";
import { zapBaseline } from "../scanners/zap/baseline.ts";
import { portWords } from "../scanners/zap/never-up.ts";
import { addOnsInLog, HAR, zapArguments, zapPlan } from "../scanners/zap/plan.ts";
import { reachedInHar, requestUrl } from "../scanners/zap/reached.ts";
import { directoryOf } from "./files.ts";
import { type Image, serveImage } from "./image.ts";
import { awaited, PROBE } from "./probe.ts";
import { type Run, runTool, scanRecord } from "./run.ts";
import { command, META, RAW } from "./wrapper.ts";

const SECONDS = 900;
const ASSETS = "/greengate/zap";
const HOME = "/tmp/greengate-zap";

export async function zapBaselineStage(run: Run, image: Image): Promise<StageRecord> {
  const { stage, fineExitCodes = [] } = zapBaseline;
  const { service } = run.policy;
  const target = `http://target:${service.port}`;
  const url = requestUrl(target, service.health);
  const ports = await image.unpacked.exposedPorts();
  const exposed = await Promise.all(ports.map((each) => each.port()));
  const asked = { url, seconds: service.startSeconds, port: service.port, exposed, log: "" };
  const probe = (seconds: number) =>
    command("python3", [`${ASSETS}/probe.py`, url, String(seconds), portWords(asked)]);
  const args = zapArguments(`${ASSETS}/plan.yaml`, HOME);
  const steps = [
    `ls /zap | sed -n 's/^zap-\\(.*\\)\\.jar$/\\1/p' > ${META}/version`,
    awaited(probe(service.startSeconds)),
    `${command("/zap/zap.sh", args)}`,
    "code=$?",
    `grep "Installed add-ons" ${HOME}/zap.log > ${META}/add-ons`,
    `${probe(5)} && echo yes > ${META}/alive`,
    "exit $code",
  ];
  const plan = zapPlan({ target, paths: service.paths, folder: RAW });
  const assets = directoryOf({ "probe.py": PROBE, "plan.yaml": plan });
  const served = await serveImage(image.unpacked, service);
  const end = await runTool(run, {
    stage,
    base: dag.container().from(run.images.zap),
    owner: "zap",
    script: { steps, seconds: SECONDS + service.startSeconds, fine: fineExitCodes },
    prepare: (container) =>
      container.withMountedDirectory(ASSETS, assets).withServiceBinding("target", served),
  });
  const history = join(rawFolder(run.out, stage), HAR);
  const reached = reachedInHar(readFileSync(history));
  rmSync(history);
  return scanRecord(run, stage, end, {
    tool: { name: "zap", version: end.meta("version"), image: run.images.zap },
    target: { name: target, digest: image.identity.config },
    arguments: args,
    evidence: {
      reached: reached.ok ? reached.value : [],
      port: service.port,
      health: service.health,
      aliveAfter: end.meta("alive") === "yes",
      addOns: addOnsInLog(end.meta("add-ons")),
    },
  });
}
