/**
 * `tsx bench/timed.ts FILE decide|parse ROUNDS` prints milliseconds a round. In a process of its own, so
 * that each kind of work pays for collecting its own garbage and not for the other's.
 */
import { readFileSync } from "node:fs";
import { decideRun, greenRun, withReport } from "../test/support/run.ts";

const [, , file = "", kind, rounds = "1"] = process.argv;
const bytes = readFileSync(file);
const run = withReport(greenRun(), "trivy-image", bytes);
const work =
  kind === "decide" ? () => decideRun(run) : () => JSON.parse(new TextDecoder().decode(bytes));

/** The compiler has seen the code by then. */
const WARM_UP = 3;
for (let round = 0; round < WARM_UP; round++) work();
const start = performance.now();
for (let round = 0; round < Number(rounds); round++) work();
process.stdout.write(String((performance.now() - start) / Number(rounds)));
