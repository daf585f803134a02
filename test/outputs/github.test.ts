/** report.md and github-annotations.txt within GitHub's limits, at them and past them. */
import { describe, expect, it } from "vitest";
import { NOTHING_BESIDE } from "../../dagger/src/core/uncovered/judge.ts";
import type { Verdict } from "../../dagger/src/core/verdict.ts";
import { joinVerdicts } from "../../dagger/src/core/whole.ts";
import { annotations, wholeAnnotations } from "../../dagger/src/outputs/annotations.ts";
import { MOST_CHARACTERS, markdown } from "../../dagger/src/outputs/markdown.ts";
import { wholeMarkdown } from "../../dagger/src/outputs/whole/markdown.ts";
import { everyKind, incomplete, manyFindings, pass } from "../support/verdicts.ts";

/** GitHub counts a comment's bytes too: 65,536 characters of four. */
const MOST_BYTES = 262_144;

const rowsOf = (text: string) =>
  text.split("\n").filter((row) => /^\| (block|warn|info) /.test(row));

describe("report.md", () => {
  const many = manyFindings(3_000);

  it("has every finding where they fit, and says how many are left out where not", () => {
    for (const count of [1, 50, 150, 200, 250, 300, 3_000]) {
      const verdict = { ...many, findings: many.findings.slice(0, count) };
      const text = markdown.render(verdict);
      expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
      const left =
        /^(\d+) more findings are left out here; report.html and verdict.json have all.$/m.exec(
          text,
        );
      const info = /^(\d+) findings? (?:is|are) for information: /m.exec(text);
      const told = rowsOf(text).length + Number(left?.[1] ?? 0) + Number(info?.[1] ?? 0);
      expect(told).toBe(count);
      if (left) expect(text.length).toBeGreaterThan(MOST_CHARACTERS - 1_000);
    }
  });

  it("has no row of what is for information alone", () => {
    const info = many.findings.slice(0, 3).map((each) => ({ ...each, action: "info" as const }));
    const text = markdown.render({ ...many, findings: info });
    expect(rowsOf(text)).toEqual([]);
    expect(text).toContain(
      "3 findings are for information: report.html and verdict.json have all.",
    );
  });

  it("keeps what blocks, not what comes first", () => {
    const shown = rowsOf(markdown.render(many));
    expect(shown.every((row) => row.startsWith("| block "))).toBe(true);
  });

  it("fits in letters and in bytes, however many of each its parts have", () => {
    for (const letter of ["&", "<", "日", "🦊", "[", "\u0001"]) {
      const text = letter.repeat(500);
      const wide = manyFindings(400, (index) => ({
        Title: text,
        PkgName: `${index}${text}`,
        VulnerabilityID: `${index}${text}`,
      }));
      const stages = Array.from({ length: 500 }, (_, index) => ({
        ...(wide.stages[0] as Verdict["stages"][number]),
        stage: `${index}${text}`,
      }));
      const page = markdown.render({ ...wide, stages });
      expect(page.length).toBeLessThanOrEqual(MOST_CHARACTERS);
      expect(Buffer.byteLength(page)).toBeLessThanOrEqual(MOST_BYTES);
      expect(page).toContain("more stages are left out here");
      expect(page).toContain("more findings are left out here");
    }
  });

  it("so does that of many services", () => {
    for (const each of [pass(), incomplete()]) {
      const services = Array.from({ length: 2_000 }, (_, index) => ({
        ...each,
        service: `service-${index}`,
      }));
      const page = wholeMarkdown({ ...wholeOf([pass()]), services });
      expect(page.length).toBeLessThanOrEqual(MOST_CHARACTERS);
      expect(page).toMatch(/\d+ more services are in verdict.json/);
    }
  });

  it("of several services it has what each red one must do: in a summary its links lead nowhere", () => {
    const red = { ...incomplete(), service: "mail" };
    const [step] = red.plan;
    if (!step) throw new Error("an incomplete run has a plan");
    const plan = Array.from({ length: 7 }, () => step);
    const page = wholeMarkdown(
      wholeOf([
        { ...pass(), service: "shop" },
        { ...red, plan },
      ]),
    );
    expect(page).toContain("\n### What to do in mail\n\n1. ");
    expect(page).toContain("\n2 more steps are in its own report.\n");
    expect(page).not.toContain("What to do in shop");
  });
});

/** The services, by the names that they have. */
function wholeOf(verdicts: Verdict[]) {
  const policies = verdicts.map(({ service }) => ({ service: { name: service } }));
  return joinVerdicts({
    verdicts,
    policies: policies as never,
    leftOut: new Map(),
    beside: NOTHING_BESIDE,
    now: 0,
  });
}

const kinds = (text: string) => {
  const count = (kind: string) =>
    text.split("\n").filter((line) => line.startsWith(`::${kind} `)).length;
  return { errors: count("error"), warnings: count("warning"), notices: count("notice") };
};

/** So many findings of each. */
function verdictOf(block: number, warn: number, from = everyKind()): Verdict {
  const one = manyFindings(1).findings[0] as Verdict["findings"][number];
  const findings = [...Array(block + warn).keys()].map((index) => ({
    ...one,
    id: `CVE-1-${index}`,
    action: index < block ? ("block" as const) : ("warn" as const),
  }));
  const stages = from.stages.filter(({ state }) => state !== "incomplete");
  return { ...from, findings, stages };
}

describe("github-annotations.txt", () => {
  it("ten errors and ten warnings are all there", () => {
    const text = annotations.render(verdictOf(10, 10));
    expect(kinds(text)).toEqual({ errors: 10, warnings: 10, notices: 1 });
    expect(text).not.toContain("Not annotated");
  });

  it("of more the rest is said", () => {
    const text = annotations.render(verdictOf(11, 13));
    expect(kinds(text)).toEqual({ errors: 10, warnings: 10, notices: 1 });
    expect(text).toContain("Not annotated: 1 more error, 3 more warnings; report.md has them.");
  });

  it("many blockers don't hide that evidence is missing", () => {
    const [gap] = incomplete().stages.filter(({ state }) => state === "incomplete");
    const verdict = verdictOf(50, 0);
    const text = annotations.render({
      ...verdict,
      stages: [...verdict.stages, ...(gap ? [gap] : [])],
    });
    expect(text).toContain(
      "trivy-image is incomplete::trivy-image failed: exit code 1: disk full.",
    );
    expect(kinds(text).errors).toBe(10);
    expect(text).toContain("Not annotated: 41 more errors");
  });

  it("of several services has the limits of one step", () => {
    const services = ["users", "mail"].map((service) => ({ ...verdictOf(8, 8), service }));
    const text = wholeAnnotations(wholeOf(services));
    expect(kinds(text)).toEqual({ errors: 10, warnings: 10, notices: 1 });
    expect(text).toContain("Not annotated: 6 more errors, 6 more warnings");
  });

  it("names file and line where the finding is in the repository, and none where it is in the image", () => {
    const lines = annotations.render(everyKind()).split("\n");
    const misconfiguration = /^::(error|warning) file=Dockerfile[^,:]*,line=\d+,title=/;
    expect(lines.some((line) => misconfiguration.test(line))).toBe(true);
    for (const line of lines) expect(line).not.toContain("file=operating system");
  });

  it("a name with a comma or a colon in it begins no property of its own", () => {
    const [one] = verdictOf(1, 0).findings;
    if (!one) throw new Error("there is one");
    const odd = { ...one, where: { path: "a,line=9:b%2C", line: 3 } };
    const text = annotations.render({ ...verdictOf(0, 0), findings: [odd] });
    expect(text).toContain("::error file=a%2Cline=9%3Ab%252C,line=3,title=block%3A ");
  });

  it("a pass is one notice", () => {
    expect(annotations.render(pass())).toMatch(
      /^::notice title=Greengate%3A pass::shop: 0 block[^\n]*\n$/,
    );
  });
});
