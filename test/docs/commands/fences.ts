/** The commands that the documentation shows: those of plain, sh and console fences. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Command {
  /** The page, from the repository's root. */
  readonly page: string;
  readonly line: number;
  /** As it stands there, on one line and without its comment. */
  readonly text: string;
  readonly words: readonly string[];
  /** The file that standard output goes to. */
  readonly into?: string;
}

/** Programs of others, of which a command is only checked to be well written. */
const PROGRAMS = ["aws", "cat", "cp", "cosign", "crane", "curl", "docker", "export", "git", "helm"];
const MORE = ["kubectl", "mkdir", "npx", "node", "podman", "terraform", "trivy"];
export const OTHERS: ReadonlySet<string> = new Set([...PROGRAMS, ...MORE]);
const OURS = new Set(["npm", "greengate", "dagger"]);
const isProgram = (word: string): boolean => OURS.has(word) || OTHERS.has(word);

export const pages = (): string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
    encoding: "utf8",
  })
    .trim()
    .split("\n")
    .filter((path) => !path.startsWith("test/"));

/**
 * @returns every command of the page; a fence counts where a line of it starts with a program's name
 * @throws Error on a line of such a fence that starts with none
 */
export function commandsOf(page: string): Command[] {
  const lines = readFileSync(page, "utf8").split("\n");
  const commands: Command[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const language = /^```(\w*)$/.exec(lines[at] ?? "")?.[1];
    if (language === undefined) continue;
    const start = at + 1;
    at = lines.indexOf("```", start);
    if (["", "sh", "bash", "console"].includes(language)) {
      commands.push(...inFence(page, lines.slice(start, at), start + 1, language));
    }
  }
  return commands;
}

function inFence(page: string, fence: string[], first: number, language: string): Command[] {
  const whole: { line: number; text: string }[] = [];
  let open = "";
  for (const [index, each] of fence.entries()) {
    const text = withoutComment(open + each.replace(/^\$ /, "")).trimEnd();
    open = text.endsWith("\\") ? `${text.slice(0, -1).trimEnd()} ` : "";
    if (open === "" && text.trim() !== "") whole.push({ line: first + index, text: text.trim() });
  }
  const isCommand = ({ text }: { text: string }) => isProgram(wordsOf(text)[0] ?? "");
  if (language === "" && !whole.some(isCommand)) return [];
  return whole.flatMap(({ line, text }) =>
    text.split(/ (?:&&|\|) /).map((part) => {
      const words = wordsOf(part);
      if (!isProgram(words[0] ?? "")) throw new Error(`${page}:${line}: no known program: ${part}`);
      const to = words.indexOf(">");
      const into = to < 0 ? undefined : words[to + 1];
      return {
        page,
        line,
        text: part,
        words: to < 0 ? words : words.slice(0, to),
        ...(into !== undefined && { into }),
      };
    }),
  );
}

const QUOTED = `"[^"]*"|'[^']*'`;
const withoutComment = (line: string): string =>
  line.replace(new RegExp(`^((?:${QUOTED}|[^"'#]|(?<! )#)*?)(?:^|\\s+)#\\s.*$`), "$1");

/** As a shell splits a plain command. */
const wordsOf = (text: string): string[] =>
  (text.match(new RegExp(`(?:${QUOTED}|[^\\s"'])+`, "g")) ?? []).map((word) =>
    word.replace(new RegExp(QUOTED, "g"), (quoted) => quoted.slice(1, -1)),
  );
