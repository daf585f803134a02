/** Which repository `--changed-since` and `--protected` ask: the source's, whatever the environment says. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { commitOf } from "../../cli/options/git.ts";
import { temporary } from "../e2e/greengate.ts";
import { committed } from "../support/git.ts";

function repository(content: string): string {
  const folder = temporary();
  writeFileSync(join(folder, "a"), content);
  return committed(folder);
}

afterEach(() => vi.unstubAllEnvs());

it("the source's own, where a hook of another one calls", () => {
  const [own, other] = [repository("own"), repository("other")];
  const { commit } = commitOf(own, "--protected", "HEAD");
  vi.stubEnv("GIT_DIR", join(other, ".git"));
  vi.stubEnv("GIT_WORK_TREE", other);
  vi.stubEnv("GIT_INDEX_FILE", join(other, ".git/index"));
  const asked = commitOf(own, "--protected", "HEAD");
  expect(asked.commit).toBe(commit);
  expect(asked.git("show", "HEAD:a")).toBe("own");
});
