/** What is declared beside the policy, with what only the folder and the protected branch can tell of it. */
import { NOTHING_DECLARED, together } from "../core/exceptions/declared.ts";
import { guardFiles } from "../core/exceptions/guarded.ts";
import { exceptionPaths } from "../core/exceptions/paths.ts";
import { bomLinks } from "../core/exceptions/vex/bom.ts";
import { ruleChanges } from "../core/policy/rule-changes.ts";
import { SBOM } from "../scanners/trivy/sbom.ts";
import type { Evaluate } from "./input.ts";

export function declaredHere({ declared: source = NOTHING_DECLARED, ...input }: Evaluate) {
  const { files, policy, guard, givenVex = NOTHING_DECLARED } = input;
  const own = guardFiles(source, policy, guard, exceptionPaths(policy));
  const semgrep = input.records?.stages.find(({ stage }) => stage === "semgrep");
  const rules = ruleChanges(policy, guard, semgrep);
  const declared = together(own.declared, givenVex);
  const absent = policy.vex.filter((path) => !declared.files.has(path));
  // Of two files the absent one may hold the later word.
  const vexRefused =
    absent.length === 0 ? undefined : `${absent.join(", ")}, which the policy names, is not there`;
  const linked = declared.statements.some(({ subjects }) => subjects.some((each) => each.bomLink));
  const boms = linked
    ? ["trivy-fs", "trivy-image"].map((stage) => files.get(stage)?.get(SBOM))
    : [];
  const links = new Map(boms.flatMap((bytes) => (bytes ? [...linksIn(bytes)] : [])));
  return {
    declared,
    vexRefused: own.refused ?? vexRefused,
    packageOf: (bomLink: string) => links.get(bomLink),
    ...(guard && {
      change: {
        against: guard.against,
        judgedBy: guard.judgedBy,
        what: [...guard.what, ...own.what, ...rules],
      },
    }),
  };
}

/** None where it can't be read: then it names no package, and its stage says what is wrong. */
function linksIn(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    return bomLinks(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return new Map();
  }
}
