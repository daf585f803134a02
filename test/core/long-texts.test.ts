/** Texts of a scanned repository, each as long as its writer likes: none of them takes time by the square of its length. */
import { expect, it } from "vitest";
import { parsePurl } from "../../dagger/src/core/exceptions/purl.ts";
import { parseTrivyignore } from "../../dagger/src/core/exceptions/trivyignore/parse.ts";
import { whyFailed } from "../../dagger/src/core/why-failed.ts";
import { baseImage } from "../../dagger/src/image/base-image.ts";
import { instructions } from "../../dagger/src/scanners/instructions.ts";
import { installedFrom } from "../../dagger/src/scanners/pip-audit/dockerfile.ts";
import { readRequirements } from "../../dagger/src/scanners/pip-audit/requirement-file.ts";
import { manifestsIn } from "../../dagger/src/scanners/trivy/iac/manifests.ts";
import { optionalModules } from "../../dagger/src/scanners/trivy/iac/modules.ts";
import { selectIac } from "../../dagger/src/scanners/trivy/iac/select.ts";
import { templateOf } from "../../dagger/src/scanners/trivy/iac/templates.ts";
import { asTrivyReads } from "../../dagger/src/scanners/trivy/lockfiles/bun.ts";
import { isEmpty } from "../../dagger/src/scanners/trivy/lockfiles/empty.ts";
import { asEveryPlatform } from "../../dagger/src/scanners/trivy/lockfiles/gem.ts";
import { withShortLines } from "../../dagger/src/scanners/trivy/lockfiles/gradle.ts";
import { withOptional } from "../../dagger/src/scanners/trivy/lockfiles/maven.ts";
import { asOneALine } from "../../dagger/src/scanners/trivy/lockfiles/mix.ts";
import { projectsDocument } from "../../dagger/src/scanners/trivy/lockfiles/pnpm.ts";
import { entriesOf } from "../../dagger/src/scanners/trivy/lockfiles/yarn-entries.ts";
import { nugetLists } from "../../dagger/src/scanners/trivy/manifests/lists.ts";
import { membersIn } from "../../dagger/src/scanners/trivy/manifests/workspaces.ts";
import { portWords } from "../../dagger/src/scanners/zap/never-up.ts";
import { shapeOf } from "../../dagger/src/source/lockfile-lines.ts";
import { treeOf } from "../support/tree.ts";

const long = (part: string): string => part.repeat(400_000 / part.length);
const members = (lock: string, text: string) => membersIn(() => text)(lock);
const ignored = (text: string) => parseTrivyignore(text, ".trivyignore");
const line = (file: string, text: string) => shapeOf(file)?.[1]([text]);
const keys = Array.from({ length: 40_000 }, (_, at) => `k${at}: 1\n`).join("");
const openings = long("RUN <<A\n").repeat(2);
const service = { url: "", seconds: 1, port: 1, exposed: [] };

it.each<[string, () => unknown]>([
  [".trivyignore: an entry that is switched off", () => ignored(`# A-${long("1")}!`)],
  [".trivyignore: blanks", () => ignored(`CVE-1${long(" ")}x`)],
  ["a package URL", () => parsePurl(`pkg:npm/a${long("?")}`)],
  [
    "a program's last words",
    () => whyFailed({ exitCode: 1, timedOut: false, tail: long("failed to ") }),
  ],
  ["Dockerfile: empty lines", () => instructions(`${long("\n")}FROM x`)],
  ["Dockerfile: directives", () => instructions(`${long("#a=\n")}FROM x`)],
  ["Dockerfile: here-documents", () => installedFrom(`RUN ${long("<<A 'b")}`)],
  ["Dockerfile: here-documents with no end", () => instructions(`${openings}\tA`)],
  [
    "Dockerfile: second ones with none",
    () => instructions(`${openings.replaceAll("A", "A <<B")}A`),
  ],
  ["Dockerfile: pip", () => installedFrom(`RUN ${long("pip ")}`)],
  ["Dockerfile: sync", () => installedFrom(`RUN ${long("sync ")}`)],
  ["Dockerfile: variables", () => baseImage(`FROM ${long("${0-")}`, undefined, {})],
  ["requirements.txt: a name", () => readRequirements(`a${long(" ")}b`)],
  ["requirements.txt: an option", () => readRequirements(`-e a${long(" ")}b`)],
  ["requirements.txt: backslashes", () => readRequirements(`x${long("\\")}x\\\ny`)],
  ["manifest: empty lines", () => manifestsIn("a.yaml", `{{\napiVersion: 1\n${long("\n")}x`)],
  ["manifest: carriage returns", () => manifestsIn("a.yaml", `{{\n${long("\r")}\napiVersion`)],
  ["manifest: keys", () => manifestsIn("a.yaml", `apiVersion: v1\n${keys}`)],
  [".trivyignore.yaml: keys", () => parseTrivyignore(keys, ".trivyignore.yaml")],
  ["Terraform: open modules", () => optionalModules([["a.tf", long('module "a" {\n')]])],
  ["Terraform: empty lines", () => optionalModules([["a.tf", `module "a" {\n${long("\n")}}\n`]])],
  ["Terraform: comments", () => selectIac(treeOf({ "a.tf": long("tfsec:y") }))],
  [
    "chart: its files",
    () => selectIac(treeOf({ "Chart.yaml": "", "templates/a.yaml": `${long("\n")}x` })),
  ],
  ["chart: a template", () => templateOf(`${long("\n")}x`)],
  ["go.mod", () => isEmpty("go.mod", `${long("\n")}x`)],
  ["gradle.lockfile", () => isEmpty("gradle.lockfile", `empty=\n${long(":")}`)],
  ["gradle.lockfile: a name", () => withShortLines(long("a"))],
  ["gradle.lockfile: configurations", () => withShortLines(`a:b:1=${long("test,")}`)],
  ["gradle.lockfile: blanks", () => withShortLines(`a${long(" ")}b:c:1`)],
  ["Gemfile.lock", () => asEveryPlatform(`    ( ((${long("x")}`)],
  ["mix.lock: empty lines", () => asOneALine(long("\n"))],
  ["mix.lock: texts with no end", () => asOneALine(`%{${long('"a')}`)],
  ["mix.lock: lists with no end", () => asOneALine(`%{${long("a: {")}`)],
  ["pnpm-lock.yaml", () => projectsDocument(`---\n${long("\n")}#\n`)],
  [
    "bun.lock",
    () =>
      asTrivyReads(JSON.stringify({ workspaces: {}, packages: { [`${long("a")}/`]: ["a@1"] } })),
  ],
  ["pom.xml: comments with no end", () => withOptional(long("<scope><!--"))],
  ["pom.xml: sections in one", () => withOptional(`${long("<scope><![CDATA[")}]]>`)],
  ["pom.xml: a scope of comments", () => withOptional(`<scope>${long("<!--")}--></scope>`)],
  [
    "pom.xml: comments in a section",
    () => withOptional(`<scope><![CDATA[${long("<!--")}]]></scope>`),
  ],
  ["members: pnpm-lock.yaml", () => members("pnpm-lock.yaml", `importers:\n${long("\n")}x`)],
  ["members: bun.lock", () => members("bun.lock", long(",  "))],
  ["members: yarn.lock", () => members("yarn.lock", `  resolution: "${long("a")}`)],
  ["a .csproj", () => nugetLists(long("<PackageReference Remove "))],
  ["yarn.lock", () => entriesOf(`a${long("\t")}x`)],
  ["a service's log", () => portWords({ ...service, log: `PORT${long("\t")}x` })],
  ["a line of pnpm-lock.yaml", () => line("pnpm-lock.yaml", `  a@1${long("1")}:x`)],
  ["a line of requirements.txt", () => line("requirements.txt", `a${long(" ")}b`)],
  ["a line of go.mod", () => line("go.mod", `r${long(".i")}`)],
  ["a line of Podfile.lock", () => line("Podfile.lock", `  - (${long("-")}`)],
])(
  "%s",
  (_, read) => {
    const started = performance.now();
    read();
    expect(performance.now() - started).toBeLessThan(10_000);
  },
  30_000,
);
