/** The words where a name means several findings: each way out that is told leads to one. */
import { expect, it } from "vitest";
import type { JudgedFinding } from "../../dagger/src/core/verdict.ts";
import { choiceWords } from "../../dagger/src/outputs/terminal/explanation.ts";
import { manyFindings } from "../support/verdicts.ts";

const [one, other] = manyFindings(2).findings as [JudgedFinding, JudgedFinding];

it.each([
  [
    "by their fingerprints",
    "users users",
    [one, other],
    ": name one by its fingerprint, or the beginning of it.",
  ],
  [
    "by the service, of one fingerprint",
    "users mail",
    [one, one],
    ": choose its service by --service.",
  ],
  ["by both", "users users mail", [one, other, one], "of it, and choose its service by --service."],
])("%s", (_, names, findings, words) => {
  const services = names.split(" ");
  const meant = findings.map((finding, index) => ({ service: services[index] ?? "", finding }));
  expect(choiceWords(meant, "CVE-1").split("\n")[0]).toContain(words);
});
