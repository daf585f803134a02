/** Runs cosign on this host. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CosignRunner } from "../../dagger/src/registry/cosign.ts";
import { exec } from "../host/exec.ts";
import { environment } from "./environment.ts";

const SECONDS = 300;

/** @param work an empty folder of ours */
export function cosignHere(program: string, work: string): CosignRunner {
  const fileAt = (name: string) => join(work, name);
  return {
    fileAt,
    run: ({ signs, args, files }) => {
      for (const [name, content] of Object.entries(files)) writeFileSync(fileAt(name), content);
      const env = environment(signs ? "signing" : "registry");
      return exec({ program, args, cwd: work, seconds: SECONDS, env });
    },
  };
}
