/** The CI files: those of this repository, and those to copy; and what they call. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export const OURS = {
  github: ".github/workflows/greengate.yml",
  gitlab: ".gitlab-ci.yml",
  jenkins: "Jenkinsfile",
} as const;
export const COPIES = {
  github: "docs/ci/github.yml",
  gitlab: "docs/ci/gitlab.yml",
  jenkins: "docs/ci/Jenkinsfile",
} as const;
export const ALL = [...Object.values(OURS), ...Object.values(COPIES)];

export const text = (path: string): string => readFileSync(path, "utf8");

/** With its anchors resolved, as GitHub and GitLab read it; a `!reference` is a list. */
export function yaml(path: string): unknown {
  const reference = { tag: "!reference", collection: "seq" } as const;
  return parse(text(path), { customTags: [reference], logLevel: "error" });
}

/** Where Greengate is, as the copies say it. */
export const MODULE = '-m "$GREENGATE" --source . ';

/** Whose policy judges: the folder that the job names, or the checkout itself, where that is main. */
export const PROTECTED = /--protected-branch ("\$PROTECTED"|\.) /;

/** Every command that the file's system runs in a shell, each once, in the file's order. */
export function commands(path: string): string[] {
  const found = path.endsWith("Jenkinsfile") ? ofJenkins(text(path)) : ofYaml(yaml(path));
  return [...new Set(found.map((command) => command.replaceAll(/\s+/g, " ").trim()))];
}

/** What `sh` is given; Groovy joins the lines of a string that end with a backslash. */
const ofJenkins = (file: string): string[] =>
  [...file.matchAll(/\bsh\b\(?[^'\n]*('''|')(.*?)\1/gs)].map(([, , command = ""]) =>
    command.replaceAll("\\\n", ""),
  );

function ofYaml(node: unknown, key = ""): string[] {
  if (typeof node === "string") {
    if (key === "call") return [`dagger call ${node}`];
    return ["run", "script", "before_script"].includes(key) ? [node] : [];
  }
  if (Array.isArray(node)) return node.flatMap((item) => ofYaml(item, key));
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === "reports" || name === "artifacts" ? [] : ofYaml(value, name),
  );
}

/** The Dagger calls of a file, without what each system must say in its own way. */
export function calls(path: string): string[] {
  const said = commands(path).filter((command) => command.startsWith("dagger call "));
  return said.map((command) =>
    command
      .replace(MODULE, "")
      .replace(PROTECTED, "")
      .replace(/"\$\(cat (\/tmp\/)?image\.txt\)"/, '"$IMAGE"')
      .replace(/ > \/tmp\/image\.txt$/, "")
      .replace(/(?<="\$ECR_REPOSITORY:)[^"]+/, "TAG")
      .replaceAll(/ --(access-key-id|secret-access-key|session-token) env:AWS_\w+/g, "")
      .replace(' --web-identity-token env:AWS_TOKEN --role-arn "$AWS_ROLE_ARN"', ""),
  );
}
