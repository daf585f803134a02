/** What Semgrep is given: the policy's rule files, and every file of the languages that they name. */

import { parse } from "yaml";
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import { digestOf } from "../../core/digest.ts";
import { few } from "../../core/few.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Selection } from "../invocation.ts";
import { type SourceTree, textAt } from "../source-tree.ts";
import { asSemgrepReads, isOtherwiseEncoded } from "./encoding.ts";

/**
 * What Semgrep looks at for a language, as far as file names tell one: measured with 1.182.0, and a few
 * names more, which it then has to have read. `.h` is C++ too, and rules for JavaScript look at
 * TypeScript.
 */
const FILES: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    bash: /\.(sh|bash)$/,
    c: /\.[ch]$/,
    cpp: /\.(cc|cpp|cxx|c\+\+|C|pcc|tpp|h|hh|hpp|hxx|inl|ipp)$/,
    csharp: /\.cs$/,
    dockerfile: /(^|\/)(Dockerfile|[^/]+\.dockerfile)$/i,
    go: /\.go$/,
    html: /\.html?$/,
    java: /\.java$/,
    javascript: /\.(js|jsx|cjs|mjs|ts|tsx)$/,
    json: /\.(json|ipynb)$/,
    kotlin: /\.kt[sm]?$/,
    php: /\.(php|phtml|tpl)$/,
    python: /\.pyi?$/,
    ruby: /\.rb$/,
    rust: /\.rs$/,
    scala: /\.scala$/,
    swift: /\.swift$/,
    terraform: /\.(tf|tofu|hcl|tfvars)$/,
    typescript: /\.(ts|tsx|cts|mts)$/,
    yaml: /\.ya?ml$/,
  }),
);

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "c#": "csharp",
    "c++": "cpp",
    js: "javascript",
    py: "python",
    python3: "python",
    sh: "bash",
    ts: "typescript",
    hcl: "terraform",
  }),
);

/** Of a package that must be in use: only Semgrep's paid engine knows, the free one drops the rule. */
const DEPENDS = "r2c-internal-project-depends-on";
/** And of these severities it reports nothing (measured, 1.182.0). */
const UNREPORTED = /^(INVENTORY|EXPERIMENT)$/i;
const MOST_NAMED = 8;

const ruleFile = z.object({
  rules: z
    .array(
      z.object({
        id: z.string(),
        languages: z.array(z.string()),
        severity: z.unknown().optional(),
        [DEPENDS]: z.unknown().optional(),
      }),
    )
    .min(1),
});

/**
 * A rule file that can't be read selects every file: then Semgrep fails on it, which is better than a
 * stage that does not apply since its rules are broken.
 */
export function selectCode(tree: SourceTree, { semgrepRules }: Policy): Selection {
  const { paths, text } = tree;
  if (semgrepRules.length === 0) {
    const none = "no rules: the policy's semgrepRules names none";
    return { targets: [], wants: undefined, none };
  }
  const absent = semgrepRules.filter((file) => textAt(tree, file) === undefined);
  if (absent.length > 0) {
    const reason = `the policy's semgrepRules names ${few(absent, MOST_NAMED)}, and the source has no such file`;
    const hint = "Write it, name the file that is there, or leave semgrepRules out of the policy.";
    return { targets: [], wants: undefined, none: reason, lacks: { reason, hint } };
  }
  const parsed = semgrepRules.map((file) => rulesIn(text(file)));
  const rules = parsed.flatMap((file) => file?.rules ?? []);
  const languages = [...new Set(rules.flatMap((rule) => rule.languages))].map(
    (language) => ALIASES.get(language.toLowerCase()) ?? language.toLowerCase(),
  );
  // `generic` and `regex` look at every file; so must a language that is not in the table.
  const every = parsed.includes(undefined) || languages.some((language) => !FILES.has(language));
  const isCode = (path: string) =>
    !semgrepRules.includes(path) &&
    (every || languages.some((language) => FILES.get(language)?.test(path)));
  const targets = paths.filter(isCode);
  const isNamed = (path: string) => [...FILES.values()].some((names) => names.test(path));
  const rewritten = targets.filter(isNamed).flatMap((path) => {
    const own = asSemgrepReads(path, text(path));
    return own === undefined ? [] : [[path, own] as const];
  });
  return {
    targets,
    wants: isCode,
    helpers: semgrepRules,
    planted: Object.fromEntries(rewritten),
    evidence: {
      rules: rules.map(({ id }) => id),
      unreported: rules
        .filter((rule) => rule[DEPENDS] !== undefined || UNREPORTED.test(String(rule.severity)))
        .map(({ id }) => id),
      ruleFiles: Object.fromEntries(
        semgrepRules.flatMap((path) =>
          paths.includes(path) ? [[path, digestOf(text(path))]] : [],
        ),
      ),
      encoded: targets.filter((path) => isNamed(path) && isOtherwiseEncoded(path, text(path))),
    },
    none: `no ${languages.join(" or ")} file among ${counted(paths.length, "file")}`,
  };
}

/** @returns undefined where they can't be read */
function rulesIn(text: string): z.output<typeof ruleFile> | undefined {
  try {
    return ruleFile.parse(parse(text));
  } catch {
    return undefined;
  }
}
