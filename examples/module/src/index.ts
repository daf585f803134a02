/**
 * Greengate with one stage of one's own, as a module that depends on it: `owners` asks who answers for
 * the code. Its report is SARIF, and the one verdict is over all stages.
 */
import { argument, type Directory, dag, func, object } from "@dagger.io/dagger";

/** Where GitHub and GitLab look for it. */
const PLACES = ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"];

@object()
export class OwnStage {
  /** Judges a repository as Greengate does, and by the stage `owners`; fails with the verdict's words. */
  @func({ cache: "never" })
  async gate(
    /** The repository to gate. */
    @argument({ ignore: [".git", "**/node_modules"] }) source: Directory,
    /** Build arguments, NAME=VALUE each. */
    buildArgs: string[] = [],
    /** Scanner images from a mirror: NAME=REFERENCE@sha256:… each. */
    images: string[] = [],
    /** A folder that holds Trivy's db/, instead of fetching it. */
    database?: Directory,
  ): Promise<string> {
    const sarif = await this.owners(source);
    return dag.greengate({ source, buildArgs, images, sarif, ...(database && { database }) }).gate();
  }

  /** The stage's report: owners.sarif. */
  @func()
  async owners(source: Directory): Promise<Directory> {
    const found = await Promise.all(PLACES.map((path) => source.glob(path)));
    const result = {
      ruleId: "owners/missing",
      level: "error",
      message: { text: "No CODEOWNERS file says who answers for the code." },
      locations: [{ physicalLocation: { artifactLocation: { uri: "CODEOWNERS" } } }],
    };
    const run = {
      tool: { driver: { name: "owners", version: "1.0.0", rules: [{ id: "owners/missing" }] } },
      invocations: [{ executionSuccessful: true }],
      results: found.flat().length > 0 ? [] : [result],
    };
    const log = { version: "2.1.0", runs: [run] };
    return dag.directory().withNewFile("owners.sarif", JSON.stringify(log));
  }
}
