/** Which paths ZAP has reached, and how they answered. */
import { describe, expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { reachedInHar } from "../../dagger/src/scanners/zap/reached.ts";
import { decideRun, greenRun, stageOf } from "../support/run.ts";
import { type Answered, historyOf } from "../support/zap-history.ts";

const AT = "http://127.0.0.1:18082";

/** What the verdict says of paths that must answer with 200, where this was ZAP's history. */
function saidOf(paths: readonly string[], answered: readonly Answered[]): string[] {
  const reached = reachedInHar(
    historyOf(answered.map(([address, ...rest]): Answered => [AT + address, ...rest])),
  );
  const run = greenRun();
  const zap = stageOf(run, "zap-baseline");
  zap.evidence = { ...zap.evidence, reached: reached.ok ? reached.value : [] };
  const policy = policySchema.parse({ version: 1, service: { paths } });
  return decideRun({ ...run, policy }).stages.flatMap(({ gaps }) =>
    gaps.map(({ message }) => message),
  );
}

describe("a path answered as it must", () => {
  it.each<[string, string[], Answered[]]>([
    ["once", ["/a"], [["/a", 200]]],
    ["with its query", ["/a?x=1"], [["/a?x=1", 200]]],
    ["with a query that ZAP escapes", ["/a?x=[1]"], [["/a?x=%5B1%5D", 200]]],
    [
      "and another query of it did not",
      ["/a"],
      [
        ["/a", 200],
        ["/a?x=1", 500],
      ],
    ],
    [
      "and a form of it did not",
      ["/a"],
      [
        ["/a", 200],
        ["/a", 400, "POST"],
      ],
    ],
  ])("%s", (_, paths, answered) => {
    expect(saidOf(paths, answered)).toEqual([]);
  });
});

describe("a path did not", () => {
  it.each<[string, string[], Answered[], string]>([
    [
      "another query did",
      ["/a"],
      [
        ["/a", 500],
        ["/a?x=1", 200],
      ],
      "/a answered 500, not 200.",
    ],
    [
      "another query did, of two",
      ["/a?x=1", "/a?x=2"],
      [
        ["/a?x=1", 500],
        ["/a?x=2", 200],
      ],
      "/a?x=1 answered 500, not 200.",
    ],
    ["only without its query", ["/a?x=1"], [["/a", 200]], "No answer of /a?x=1 is shown."],
    [
      "a form did",
      ["/a"],
      [
        ["/a", 405],
        ["/a", 200, "POST"],
      ],
      "/a answered 405, not 200.",
    ],
    [
      "at first",
      ["/a"],
      [
        ["/a", 500],
        ["/a", 200],
      ],
      "/a answered 500, not 200.",
    ],
    [
      "at last",
      ["/a"],
      [
        ["/a", 200],
        ["/a", 500],
      ],
      "/a answered 500, not 200.",
    ],
    [
      "no answer at all",
      ["/a"],
      [
        ["/a", 200],
        ["/a", 0],
      ],
      "No answer of /a is shown.",
    ],
  ])("%s", (_, paths, answered, said) => {
    expect(saidOf(paths, answered)).toEqual([said]);
  });
});
