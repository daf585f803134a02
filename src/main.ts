/** Starts the service. */
import { createApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { healthcheck } from "./healthcheck.ts";
import { createLog, createLogBuffer } from "./log.ts";
import { createHttpServer, drainOnSignal } from "./server.ts";

function start(config: Config): void {
  const { host, port, graceMs } = config;
  const entries = createLogBuffer((lines) => process.stdout.write(lines));
  process.on("exit", entries.flush);
  const log = createLog(config.logLevel, entries.add);
  let draining = false;
  const server = createHttpServer(
    createApp(log, () => draining),
    log,
  );
  server.on("error", (error: NodeJS.ErrnoException) => {
    const why = error.code === "EADDRINUSE" ? "the port is in use" : error.message;
    process.stderr.write(`cannot listen on ${host}:${port}: ${why}\n`);
    process.exit(1);
  });
  server.listen(port, host, () => log("info", "listening", { address: server.address() }));
  drainOnSignal({
    server,
    log,
    graceMs,
    start: () => {
      draining = true;
    },
    exit: (code) => process.exit(code),
  });
}

try {
  const config = readConfig(process.env);
  if (process.argv.includes("--healthcheck")) process.exitCode = await healthcheck(config);
  else start(config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
