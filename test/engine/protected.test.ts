/** The protected branch's policy over a change's, on a real engine: from a folder and from Git. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connection, dag } from "@dagger.io/dagger";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../dagger/src/core/policy/file.ts";
import { scopeOf } from "../../dagger/src/core/scope.ts";
import { Greengate } from "../../dagger/src/index.ts";
import { temporary } from "../e2e/greengate.ts";
import { writeRun } from "../support/folder.ts";
import { committed } from "../support/git.ts";
import { greenRun } from "../support/run.ts";
import { GREENGATE_ENGINE, SECONDS, why } from "./gated.ts";

const WHO = "reason: none, owner: ana, until: 2099-12-31";
const BARE = "version: 1\nservice: { dockerfile: none }\n";
const POLICY = `${BARE}policyFromProtected: true\n`;
const LAX = `${BARE}actions: { critical: info, high: info }\nexceptions: [{ id: github-pat, ${WHO} }]\n`;

function folder(files: Record<string, string>): string {
  const at = temporary();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  return at;
}

/** Of a run by a policy of that scope. */
function reports(): string {
  const run = greenRun();
  const policy = parsePolicy(BARE, "greengate.yaml");
  if (policy.ok) run.records.scope = scopeOf(policy.value);
  return writeRun(temporary(), run);
}

describe.skipIf(!GREENGATE_ENGINE)(
  `protected, on a real engine${why}`,
  { timeout: SECONDS },
  () => {
    it("judges a report: a folder or a commit, and a branch without a policy does not", async () => {
      const main = committed(folder({ "greengate.yaml": POLICY, "a.txt": "" }));
      const bare = folder({ "a.txt": "" });
      const source = dag.host().directory(folder({ "greengate.yaml": LAX }));
      // No stage is run: what is missing is named, by whichever policy judges.
      const words = (at: ReturnType<typeof dag.directory>) =>
        Object.assign(new Greengate(source), { protectedBranch: at })
          .evaluate(dag.host().directory(reports()), ["secrets"])
          .catch((error: Error) => error.message);
      await connection(async () => {
        const git = dag.host().directory(main).asGit().branch("main").tree();
        for (const at of [dag.host().directory(main, { exclude: [".git"] }), git]) {
          const said = (await words(at)).replace(/\s+/g, " ");
          expect(said).toContain("Against the protected branch this change alters");
          expect(said).toContain("the protected ones judged");
          expect(said).toContain("actions.critical: block → info");
        }
        const first = (await words(dag.host().directory(bare))).replace(/\s+/g, " ");
        expect(first).toContain("Against the protected branch (which has no policy)");
        expect(first).toContain("it was judged by them");
      });
    });
  },
);
