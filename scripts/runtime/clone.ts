/** A clone of a public repository: what its newest commit holds. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export class Clone {
  readonly #path: string;
  readonly #name: string;
  /** When its newest commit was made, RFC 3339 in UTC. */
  readonly date: string;

  constructor(folder: string, name: string) {
    this.#path = join(folder, name);
    this.#name = name;
    this.date = new Date(this.#git("log", "-1", "--format=%cI").trim()).toISOString();
  }

  /** owner/name@commit */
  named(owner: string): string {
    return `${owner}/${this.#name}@${this.#git("rev-parse", "HEAD").trim()}`;
  }

  text(path: string): string {
    return this.#git("show", `HEAD:${path}`);
  }

  json(path: string): unknown {
    return JSON.parse(this.text(path)) as unknown;
  }

  paths(folder: string): string[] {
    return this.#git("ls-tree", "--name-only", "HEAD", `${folder}/`).trim().split("\n");
  }

  #git(...args: string[]): string {
    const options = { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
    return execFileSync("git", ["-C", this.#path, ...args], options);
  }
}
