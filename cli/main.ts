#!/usr/bin/env node
/** The `greengate` command. Commands are loaded on demand, so that --help starts at once. */
import { putAwayOnSignals } from "./put-away.ts";
import { USAGE } from "./usage.ts";
import { UsageError } from "./usage-error.ts";

async function run([command, ...rest]: string[]): Promise<number> {
  if (rest.includes("--help") || rest.includes("-h")) {
    const { commandHelp } = await import("./command-help.ts");
    process.stdout.write(commandHelp(command ?? "") ?? USAGE);
    return 0;
  }
  switch (command) {
    case "gate":
      return (await import("./commands/gate.ts")).gate(rest);
    case "evaluate":
      return (await import("./commands/evaluate.ts")).evaluateCommand(rest);
    case "explain":
      return (await import("./commands/explain.ts")).explainCommand(rest);
    case "publish":
      return (await import("./commands/publish.ts")).publishCommand(rest);
    case "sign":
    case "attest":
      return (await import("./commands/sign.ts")).signCommand(command, rest);
    case "verify":
      return (await import("./commands/verify.ts")).verifyCommand(rest);
    case "ecr-scan":
      return (await import("./commands/ecr-scan.ts")).ecrScanCommand(rest);
    case "exceptions":
      return (await import("./commands/exceptions.ts")).exceptionsCommand(rest);
    case "policy":
      return (await import("./commands/policy.ts")).policyCommand(rest);
    case "--help":
    case "-h":
    case "help":
      process.stdout.write(USAGE);
      return 0;
    case "--version":
      process.stdout.write(`${(await import("../dagger/src/version.ts")).version}\n`);
      return 0;
    default:
      throw new UsageError(command ? `No such command: ${command}` : "Which command?");
  }
}

/** `npm run greengate` starts in this package's folder; paths are meant from where it was called. */
const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
if (script === "greengate" && calledFrom) process.chdir(calledFrom);

// Whoever reads may stop early, as `head` does: the exit code is the verdict's all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// What nobody caught (a full disk behind a stream, say) is a fault of our own: Node would end with 1.
process.on("uncaughtException", (error) => {
  process.stderr.write(`greengate: ${error.message}\n`);
  process.exit(3);
});

putAwayOnSignals();

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof UsageError || isParseArgsError(error);
  const hint = error instanceof UsageError ? error.hint : "See `greengate --help`.";
  const { linesForLog } = await import("../dagger/src/outputs/shared/inert.ts");
  const words = `greengate: ${(error as Error).message}${usage ? `\n${hint}` : ""}`;
  // It may quote a file of the scanned repository.
  process.stderr.write(`${linesForLog(words)}\n`);
  // A fault of our own is no verdict either: incomplete, never 0 or 1.
  process.exitCode = usage ? 2 : 3;
}

function isParseArgsError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS");
}
