/** The report over several services has what they share, as the terminal and report.md do. */
import { expect, it } from "vitest";
import type { Verdict } from "../../../dagger/src/core/verdict.ts";
import { wholeHtml } from "../../../dagger/src/outputs/whole/html.ts";
import { incomplete, pass, wholeOf } from "../../support/verdicts.ts";

const page = (...verdicts: Verdict[]) => wholeHtml(wholeOf(...verdicts));

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
