/** A registry with one signer, for tests: what they publish there, sign and verify. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Kind, PREDICATE } from "../../dagger/src/registry/statement.ts";
import type { OciImage } from "../support/image.ts";
import { keptFolder } from "../support/published.ts";
import { greengate, temporary } from "./greengate.ts";
import { newKey, PASSWORD, real, startRegistry } from "./real-registry.ts";

/** The default policy, shortly after the reports were recorded. */
export const JUDGED = ["--policy", "test/fixtures/policy.yaml", "--now", "2026-11-24T22:00:00Z"];

export interface Said {
  readonly exitCode: number | null;
  readonly words: string;
}

export function run(...args: string[]): Said {
  const { exitCode, stdout, stderr } = greengate(args, PASSWORD);
  return { exitCode, words: stdout + stderr };
}

export const publish = (folder: string, ref: string, ...more: string[]): Said =>
  run("publish", folder, ref, ...JUDGED, ...more);

export class Shop {
  readonly at: string;
  readonly stop: () => void;
  readonly key = newKey();
  #count = 0;

  private constructor({ at, stop }: Awaited<ReturnType<typeof startRegistry>>) {
    this.at = at;
    this.stop = stop;
  }

  static async open(): Promise<Shop> {
    return new Shop(await startRegistry());
  }

  /** A name that nothing has yet. */
  name(): string {
    this.#count += 1;
    return `${this.at}/team/shop-${this.#count}:1.0`;
  }

  verify(ref: string, ...more: string[]): Said {
    return run("verify", ref, "--key", `${this.key}.pub`, ...JUDGED, ...more);
  }

  /** Published, signed and attested. */
  proven(image: OciImage): string {
    const ref = this.name();
    const { exitCode, words } = publish(keptFolder(image), ref, "--key", `${this.key}.key`);
    expect(words).toContain("attested sbom");
    expect(exitCode).toBe(0);
    return ref;
  }

  /** With cosign itself, what Greengate would not attest. */
  attest(ref: string, kind: Kind, predicate: unknown): void {
    const file = join(temporary(), "predicate.json");
    writeFileSync(file, JSON.stringify(predicate));
    const offline = ["--use-signing-config=false", "--tlog-upload=false"];
    const what = ["--type", PREDICATE[kind], "--predicate", file];
    real("cosign", "attest", "--yes", "--key", `${this.key}.key`, ...offline, ...what, ref);
  }
}
