/** The report over several services has what they share, as the terminal and report.md do. */
import { expect, it } from "vitest";
import { NOTHING_BESIDE } from "../../../dagger/src/core/uncovered/judge.ts";
import type { Verdict } from "../../../dagger/src/core/verdict.ts";
import { joinVerdicts } from "../../../dagger/src/core/whole.ts";
import { wholeHtml } from "../../../dagger/src/outputs/whole/html.ts";
import { incomplete, pass } from "../../support/verdicts.ts";

const page = (...verdicts: Verdict[]) =>
  wholeHtml(
    joinVerdicts({
      verdicts,
      policies: verdicts.map(({ service: name }) => ({ service: { name } })) as never,
      leftOut: new Map(),
      beside: NOTHING_BESIDE,
      now: 0,
    }),
  );

it("says a step that several services have once, with their names", () => {
  const text = page(
    { ...incomplete(), service: "shop" },
    { ...incomplete(), service: "mail" },
    { ...pass(), service: "news" },
  );
  expect(text).toContain("What to do in several services");
  expect(text).toMatch(/<ol class="plan"><li>[^<]+ <span class="soft">\[shop, mail\]<\/span>/);
});

it("has no such part where each has its own", () => {
  const text = page({ ...incomplete(), service: "shop" }, { ...pass(), service: "mail" });
  expect(text).not.toContain("What to do in several services");
});
