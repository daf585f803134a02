/** What checks our CI files: real tools, installed at pinned versions into the cache folder. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { exec } from "../../../cli/host/exec.ts";
import { cacheFolder, installPython } from "../../../cli/host/tools.ts";
import { environment } from "../../../cli/registry/environment.ts";
import { fail, ok, type Result } from "../../../dagger/src/core/result.ts";
import { whyFailed } from "../../../dagger/src/core/why-failed.ts";
import { temporary } from "../../e2e/greengate.ts";

/** Go checks its sources against the public checksum log. */
export const ACTIONLINT = {
  source: "github.com/rhysd/actionlint/cmd/actionlint",
  version: "v1.7.12",
};
/** groovy-json and what it needs; sha256 of each file. */
export const GROOVY = {
  version: "4.0.33",
  files: {
    "groovy-4.0.33.jar": "5240a9151289115e4d447d6b6d4cb9ac8a9fc6374e079714dfeeffda42323be8",
    "groovy-json-4.0.33.jar": "8ce2d5074e930ca16ca2e0af96eff87e406cc9d1a0fe3107f0193ed4e7a69582",
  },
};
const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>greengate</groupId>
  <artifactId>jenkinsfile</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.groovy</groupId>
      <artifactId>groovy-json</artifactId>
      <version>${GROOVY.version}</version>
    </dependency>
  </dependencies>
</project>
`;

const tools = () => join(cacheFolder(), "tools");
const missing = (message: string): Result<never> =>
  fail({ code: "tool.missing", message, hint: "" });

/** @returns the program's path */
export async function pythonCheck(name: "zizmor" | "check-jsonschema"): Promise<Result<string>> {
  const requirements = readFileSync(`test/ci/tools/${name}.txt`, "utf8");
  const version = new RegExp(`^${name}==(\\S+)`, "m").exec(requirements)?.[1] ?? "";
  const place = { work: temporary(), say: () => {} };
  return installPython(place, name, name, { version, requirements });
}

/** @returns the program's path */
export async function actionlint(): Promise<Result<string>> {
  const { source, version } = ACTIONLINT;
  const folder = join(tools(), `actionlint-${version}`);
  const program = join(folder, "actionlint");
  if (existsSync(program)) return ok(program);
  const env = { ...environment("go"), GOBIN: folder };
  const args = ["install", `${source}@${version}`];
  const ended = await exec({ program: "go", args, cwd: temporary(), seconds: 300, env });
  return ended.exitCode === 0
    ? ok(program)
    : missing(`actionlint could not be built: ${whyFailed(ended)}`);
}

/** @returns Java's class path */
export async function groovy(): Promise<Result<string>> {
  const folder = join(tools(), `groovy-${GROOVY.version}`);
  const classPath = Object.keys(GROOVY.files).map((file) => join(folder, file));
  if (!classPath.every((file) => existsSync(file))) {
    mkdirSync(tools(), { recursive: true });
    const fresh = mkdtempSync(`${folder}.`);
    const work = temporary();
    writeFileSync(join(work, "pom.xml"), POM);
    const args = ["-q", "-B", COPY, `-DoutputDirectory=${fresh}`];
    const ended = await exec({ program: "mvn", args, cwd: work, seconds: 300 });
    if (ended.exitCode !== 0) return missing(`Maven brought no Groovy: ${whyFailed(ended)}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  }
  for (const [file, wanted] of Object.entries(GROOVY.files)) {
    const found = createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
    if (found !== wanted) throw new Error(`${file} is not the one that is pinned: ${found}`);
  }
  return ok(classPath.join(":"));
}
