/** A container of ours: what the engine runs for us, and takes away however that ends. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { onStop } from "../put-away.ts";
import { exec } from "./exec.ts";

export interface Container {
  readonly name: string;
  /** The engine's own process may be gone, by a time-out, with the container still there. */
  remove(): Promise<void>;
}

/** @param program the container engine, which is to run one of that name */
export function newContainer(program: string, cwd: string): Container {
  const name = `greengate-${randomBytes(8).toString("hex")}`;
  const args = ["rm", "--force", "--volumes", name];
  const removed = onStop(() => spawnSync(program, args, { stdio: "ignore", timeout: 20_000 }));
  return {
    name,
    remove: async () => {
      await exec({ program, args, cwd, seconds: 60 });
      removed();
    },
  };
}
