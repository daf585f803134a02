/** Asks where a pin comes from what is newest there, each source with its own ordinary client. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type Ended, exec } from "../../cli/host/exec.ts";
import { environment } from "../../cli/registry/environment.ts";
import { CRANE, findProgram } from "../../cli/registry/programs.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import type { Pin } from "./found.ts";
import { newestLike } from "./versions.ts";

/** What was found out; `untold` says why nothing was. Silence is never taken for being up to date. */
export type Answer =
  | { readonly state: "newest" }
  | { readonly state: "behind"; readonly newest: string }
  /** The pinned version's name stands for something else by now. */
  | { readonly state: "moved"; readonly to: string }
  | { readonly state: "untold"; readonly why: string };

const SECONDS = 60;

export class Asker {
  private readonly work = mkdtempSync(join(tmpdir(), "greengate-pins-"));
  private crane: Promise<string | undefined> | undefined;

  close(): void {
    rmSync(this.work, { recursive: true });
  }

  async ask(pin: Pin): Promise<Answer> {
    switch (pin.kind) {
      case "image":
        return this.image(pin);
      case "action":
      case "dagger":
        return this.tags(pin);
      case "python":
        return this.package("python3", ["-m", "pip", "index", "versions", pin.name], pin, PIP);
      case "go":
        return this.package("go", ["list", "-m", `${pin.name}@latest`], pin, GO);
    }
  }

  /** What `npm outdated` says: the newest version by package; why, where it says nothing of use. */
  async npm(folder: string): Promise<ReadonlyMap<string, string> | { readonly why: string }> {
    const args = ["outdated", "--json"];
    const ended = await exec({ program: "npm", args, cwd: folder, seconds: SECONDS });
    const json = jsonOf(ended.stdout);
    const said = z.record(z.string(), z.object({ latest: z.string() })).safeParse(json);
    // Exit code 1 is its way of saying that something is outdated.
    if (!said.success || ended.exitCode > 1) return { why: whyFailed(ended) };
    return new Map(Object.entries(said.data).map(([name, { latest }]) => [name, latest]));
  }

  private async image({ name, version, digest }: Pin): Promise<Answer> {
    this.crane ??= this.findCrane();
    const program = await this.crane;
    if (program === undefined) return untold("crane is not on this host");
    const tags = await this.run(program, ["ls", name]);
    if (tags.exitCode !== 0) return untold(whyFailed(tags));
    const newest = newestLike(version, tags.stdout.split("\n"));
    if (newest !== version) return against(version, newest);
    const now = await this.run(program, ["digest", `${name}:${version}`]);
    if (now.exitCode !== 0) return untold(whyFailed(now));
    const said = now.stdout.trim();
    return said === digest ? { state: "newest" } : { state: "moved", to: said };
  }

  private async tags({ name, version, digest }: Pin): Promise<Answer> {
    // github/codeql-action/upload-sarif is a folder of a repository.
    const url = `https://github.com/${name.split("/").slice(0, 2).join("/")}`;
    const ended = await this.run("git", ["ls-remote", "--tags", url]);
    if (ended.exitCode !== 0) return untold(whyFailed(ended));
    const commits = new Map<string, string>();
    for (const line of ended.stdout.split("\n")) {
      const [, commit = "", tag = ""] = /^([0-9a-f]{40})\trefs\/tags\/(.+)$/.exec(line) ?? [];
      // An annotated tag is listed twice: as itself, then, with ^{}, as its commit.
      commits.set(tag.replace(/\^\{\}$/, ""), commit);
    }
    const now = commits.get(version);
    if (now === undefined) return untold(`${url} has no tag ${version}`);
    if (digest !== undefined && now !== digest) return { state: "moved", to: now };
    return against(version, newestLike(version, [...commits.keys()]));
  }

  private async package(program: string, args: string[], pin: Pin, said: RegExp): Promise<Answer> {
    const ended = await this.run(program, args, environment("go"));
    if (ended.exitCode !== 0) return untold(whyFailed(ended));
    const newest = said.exec(ended.stdout)?.[1];
    return against(pin.version, newest);
  }

  private run(program: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
    const quiet = { ...env, GIT_TERMINAL_PROMPT: "0" };
    return exec({ program, args, cwd: this.work, seconds: SECONDS, env: quiet });
  }

  private async findCrane(): Promise<string | undefined> {
    const finding = { work: this.work, installTools: false, say: () => {} };
    const found = await findProgram(CRANE, finding);
    return found.ok ? found.value : undefined;
  }
}

/** `bandit (1.9.4)`; `github.com/sigstore/cosign/v3 v3.1.3`. */
const PIP = /^\S+ \(([^)]+)\)/;
const GO = /^\S+ (v\S+)$/m;

const untold = (why: string): Answer => ({ state: "untold", why });

function against(version: string, newest: string | undefined): Answer {
  if (newest === undefined) return untold(`no version like ${version} is listed`);
  return newest === version ? { state: "newest" } : { state: "behind", newest };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
