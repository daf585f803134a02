/** `npm run bench`: every ratio that Greengate promises, measured side by side in this one run. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { render } from "../dagger/src/outputs/index.ts";
import { decideRun, greenRun, withReport } from "../test/support/run.ts";
import { compare, peakOf, reportOf } from "./decide.ts";
import { exitCode, report, spread } from "./figures.ts";
import { requestsPerSecond } from "./requests.ts";

execFileSync("npm", ["run", "-s", "build"], { stdio: "inherit" });
console.log("minimum / median / maximum");

function deciding(): void {
  const medians: number[] = [];
  for (const [count, rounds, pairs] of [
    [10_000, 20, 11],
    [100_000, 3, 5],
  ] as const) {
    const bytes = reportOf(count);
    const file = join(mkdtempSync(join(tmpdir(), "greengate-bench-")), "report.json");
    writeFileSync(file, bytes);
    const { decide, parse } = compare(file, rounds, pairs);
    const ratios = decide.map((value, i) => value / (parse[i] ?? Number.NaN));
    const name = `decide / JSON.parse, ${count} findings, ${(bytes.length / 1e6).toFixed(0)} MB`;
    report(name, ratios, "at most 3", spread(ratios).median <= 3);
    medians.push(spread(decide).median / count);
    const memory = [1, 2, 3].map(
      () => (peakOf(file, "decide") - peakOf(file, "read")) / bytes.length,
    );
    report(`memory / bytes, ${count} findings`, memory, "at most 4", spread(memory).median <= 4);
  }
  const [small = 0, large = 0] = medians;
  report(
    "time a finding, 100,000 / 10,000",
    [large / small],
    "linear: at most 1.5",
    large / small <= 1.5,
  );
}

function rendering(): void {
  const verdict = decideRun(withReport(greenRun(), "trivy-image", reportOf(10_000)));
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    render(verdict);
    return performance.now() - start;
  });
  report("rendering every output, 10,000 findings, ms", times, "no bound", true);
}

/** Its log goes nowhere: read by this process, it would slow the load on one of the two only. */
async function serving(): Promise<void> {
  const nowhere = openSync(devNull, "w");
  const port = await freePort();
  const service = spawn(process.execPath, ["dist/server.mjs"], {
    env: { PORT: String(port), HOST: "127.0.0.1" },
    stdio: ["ignore", nowhere, "inherit"],
  });
  const url = `http://127.0.0.1:${port}/`;
  while (!(await fetch(url).catch(() => undefined))?.ok) await setTimeout(50);
  const args = ["--import", "tsx", "bench/plain-server.ts", url];
  const plain = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(plain.stdout, "data")) as [Buffer];
  const ports = [port, Number(line.toString())] as const;
  for (const each of ports) await requestsPerSecond(each, 2);
  const ratios: number[] = [];
  // Many short pairs: what else the machine does changes within seconds.
  for (let round = 0; round < 31; round++) {
    const ours = await requestsPerSecond(ports[0], 0.6);
    ratios.push(ours / (await requestsPerSecond(ports[1], 0.6)));
  }
  service.kill();
  plain.kill();
  report(
    "requests a second / plain node:http",
    ratios,
    "at least 0.85",
    spread(ratios).median >= 0.85,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function starting(): void {
  const time = (args: string[]) => {
    const start = performance.now();
    spawnSync(process.execPath, args);
    return performance.now() - start;
  };
  const more = Array.from({ length: 15 }, () => {
    const bare = time(["-e", "0"]);
    return time(["dist/cli/main.mjs", "--help"]) - bare;
  });
  report("--help, ms over node's own start", more, "at most 100", spread(more).median <= 100);
}

const added = statSync("dist/server.mjs").size / 1e6;
report("bytes over the base image, MB", [added], "at most 1", added <= 1);
starting();
deciding();
rendering();
await serving();
process.exitCode = exitCode();
