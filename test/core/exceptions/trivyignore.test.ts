/** Whose reason a comment of `.trivyignore` is: it is never lent to an entry that it was not written for. */
import { expect, it } from "vitest";
import { parseTrivyignore } from "../../../dagger/src/core/exceptions/trivyignore/parse.ts";

const NONE = "no reason is given";

function reasons(...lines: string[]): string[] {
  const parsed = parseTrivyignore(lines.join("\n"), ".trivyignore");
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  return parsed.value.map(({ id, reason }) => `${id}: ${reason}`);
}

it.each<[string, string[], string[]]>([
  ["right above", ["# the proxy drops it", "CVE-1"], ["CVE-1: the proxy drops it"]],
  ["of several lines", ["# the proxy", "#", "## drops it", "CVE-1"], ["CVE-1: the proxy drops it"]],
  ["behind", ["CVE-1 exp:2027-01-01  # never called"], ["CVE-1: never called"]],
  ["behind, which is nearer than above", ["# above", "CVE-1 # behind"], ["CVE-1: behind"]],
  ["over a list: of the next alone", ["# a", "CVE-1", "CVE-2"], ["CVE-1: a", `CVE-2: ${NONE}`]],
  [
    "over a list whose first has its own",
    ["# a", "CVE-1 # b", "CVE-2"],
    ["CVE-1: b", `CVE-2: ${NONE}`],
  ],
  ["each its own", ["# a", "CVE-1", "# b", "CVE-2"], ["CVE-1: a", "CVE-2: b"]],
  ["over an empty line", ["# Ignored by team web", "", "CVE-1"], [`CVE-1: ${NONE}`]],
  ["below", ["CVE-1", "# the end"], [`CVE-1: ${NONE}`]],
  [
    "of an entry that is switched off",
    ["# never called", "# CVE-2 exp:2027-01-01 # soon", "CVE-1"],
    [`CVE-1: ${NONE}`],
  ],
  [
    "that names what it is about",
    ["# CVE-2024-1 is not reached", "CVE-2024-1"],
    ["CVE-2024-1: CVE-2024-1 is not reached"],
  ],
])("a comment %s", (_, lines, expected) => {
  expect(reasons(...lines)).toEqual(expected);
});
