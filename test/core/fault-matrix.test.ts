/** Each stage, broken in each way: never pass, never warn. */
import { describe, expect, it } from "vitest";
import { SCANNERS, scannerOf } from "../../dagger/src/scanners/index.ts";
import {
  decideRun,
  fixture,
  gapCodes,
  greenRun,
  type Run,
  reportedAt,
  seal,
  stageOf,
  withReport,
} from "../support/run.ts";

const STAGES = SCANNERS.map(({ stage }) => stage);
const REPORTED = STAGES.filter((stage) => stage !== "test");

/** The file that is judged. */
const fileOf = (stage: string): string => scannerOf(stage).outputs[0];

/** A report of another tool. */
const otherTool = (stage: string): string =>
  stage === "zap-baseline" ? "trivy/image-clean-json.json" : "zap/hardened/report.json";

/** Their reports bear no time of their own: a fresh folder for every scan stands in for that. */
const TIMELESS = ["semgrep", "pip-audit"];

/** A report of the same tool over something else. */
const OTHER_TARGET: Record<string, string> = {
  bandit: "bandit/bad-json.json",
  semgrep: "semgrep/bad-json.json",
  secrets: "trivy/image-clean-json.json",
  "trivy-fs": "trivy/config-good-json.json",
  "pip-audit": "pip-audit/empty.json",
  "trivy-config": "trivy/image-clean-json.json",
  "trivy-image": "trivy/image-eol-json.json",
  runtime: "runtime/other-image.json",
  "zap-baseline": "zap/odd/root404-only.json",
  "ecr-scan": "ecr/other-image.json",
};

function half(run: Run, stage: string): Run {
  const bytes = run.files.get(stage)?.get(fileOf(stage)) ?? new Uint8Array();
  return replaced(run, stage, bytes.subarray(0, bytes.length / 2));
}

const replaced = (run: Run, stage: string, bytes: Uint8Array): Run =>
  withReport(run, stage, bytes, fileOf(stage));

const FAULTS: Record<string, (run: Run, stage: string) => Run> = {
  "report missing": (run, stage) => {
    run.files.get(stage)?.delete(fileOf(stage));
    return seal(run);
  },
  "report empty": (run, stage) => replaced(run, stage, new Uint8Array()),
  "report cut in half": half,
  "report of another tool": (run, stage) => replaced(run, stage, fixture(otherTool(stage))),
  "report of another target": (run, stage) =>
    replaced(run, stage, fixture(OTHER_TARGET[stage] ?? "")),
  "report null": (run, stage) => replaced(run, stage, Buffer.from("null")),
  "report {}": (run, stage) => replaced(run, stage, Buffer.from("{}")),
  "report not UTF-8": (run, stage) => replaced(run, stage, Buffer.from([0xff, 0xfe, 0x7b])),
  "report huge": (run, stage) => replaced(run, stage, Buffer.alloc(501 * 1024 * 1024, 0x20)),
  "report changed after the run": (run, stage) => {
    const bytes = run.files.get(stage)?.get(fileOf(stage)) ?? new Uint8Array();
    run.files.get(stage)?.set(fileOf(stage), Buffer.concat([bytes, Buffer.from("\n")]));
    return run;
  },
  "report older than its run": (run, stage) => {
    // ECR's scan is older than the asking; what it must not be is older than the policy allows.
    if (stage === "ecr-scan") {
      const old = fixture("ecr/complete-clean.json")
        .toString()
        .replaceAll("2026-11-24", "2026-11-22");
      return withReport(run, stage, Buffer.from(old));
    }
    stageOf(run, stage).startedAt = "2026-11-24T21:59:00Z";
    return run;
  },
};

const RECORD_FAULTS: Record<string, (run: Run, stage: string) => Run> = {
  "no record": (run, stage) => {
    run.records.stages = run.records.stages.filter((each) => each.stage !== stage);
    return run;
  },
  "record failed": (run, stage) => {
    Object.assign(stageOf(run, stage), { status: "failed", reason: "killed" });
    return run;
  },
  "record missing": (run, stage) => {
    stageOf(run, stage).status = "missing";
    return run;
  },
  "two records": (run, stage) => {
    run.records.stages.push(stageOf(run, stage));
    return run;
  },
  "non-zero exit": (run, stage) => {
    stageOf(run, stage).exitCode = 137;
    return run;
  },
  "no exit code": (run, stage) => {
    delete stageOf(run, stage).exitCode;
    return run;
  },
  "no tool version": (run, stage) => {
    stageOf(run, stage).tool = { name: "x", version: "" };
    return run;
  },
  "scan too old": (run) => {
    run.now += 30 * 3_600_000;
    return run;
  },
  "scan in the future": (run, stage) => {
    stageOf(run, stage).startedAt = "2027-01-01T00:00:00Z";
    return run;
  },
  "stray file": (run, stage) => {
    run.files.get(stage)?.set("old.json", Buffer.from("{}"));
    return run;
  },
};

it("the run that every fault starts from is green", () => {
  const verdict = decideRun(greenRun());
  expect(gapCodes(verdict)).toEqual([]);
  expect(verdict.verdict).toBe("pass");
});

describe.each(REPORTED)("%s", (stage) => {
  const names = Object.keys(FAULTS).filter(
    (name) => name !== "report older than its run" || !TIMELESS.includes(stage),
  );
  it.each(names)("%s", (name) => {
    const verdict = decideRun(FAULTS[name]?.(greenRun(), stage) ?? greenRun());
    expect(verdict.verdict).toBe("incomplete");
    expect(verdict.stages.find((each) => each.stage === stage)?.gaps).not.toEqual([]);
  });
});

describe.each(STAGES)("record of %s", (stage) => {
  it.each(Object.keys(RECORD_FAULTS))("%s", (name) => {
    const verdict = decideRun(RECORD_FAULTS[name]?.(greenRun(), stage) ?? greenRun());
    expect(verdict.verdict).toBe("incomplete");
  });
});

/** The same with Java archives in the image. */
function javaRun(): Run {
  const run = withReport(
    greenRun(),
    "trivy-image",
    reportedAt("trivy/canary-java.json", "2026-11-24T02:46:33Z"),
    "canary.json",
  );
  const { evidence } = stageOf(run, "trivy-image");
  Object.assign(evidence, { javaArchives: 3, javaDatabase: evidence.database });
  return run;
}

const on = (day: string) => ({ UpdatedAt: `${day}T00:00:00Z` });

describe("Java archives", () => {
  it("the run that the faults start from is green", () => {
    expect(decideRun(javaRun()).verdict).toBe("pass");
  });

  it.each([
    ["not counted", "java.not-counted", { javaArchives: undefined }],
    ["counted as what is no number", "java.not-counted", { javaArchives: "3" }],
    ["their database is stale", "java-database.stale", { javaDatabase: on("2026-11-16") }],
    ["it is from the future", "java-database.no-date", { javaDatabase: on("2099-01-01") }],
    ["nothing is said of it", "java-database.unknown-age", { javaDatabase: undefined }],
  ])("%s", (_name, code, evidence) => {
    const run = javaRun();
    Object.assign(stageOf(run, "trivy-image").evidence, evidence);
    const verdict = decideRun(run);
    expect(verdict.verdict).toBe("incomplete");
    expect(gapCodes(verdict)).toEqual([code]);
  });

  it("their database does not name the canary", () => {
    const canary = fixture("trivy/image-vuln-json.json");
    const verdict = decideRun(withReport(javaRun(), "trivy-image", canary, "canary.json"));
    expect(gapCodes(verdict)).toEqual(["java-canary.not-found"]);
  });

  it("counted as none, but the report names some", () => {
    const report = fixture("trivy/image-clean-json.json").toString();
    const found = report.replace(
      '"Results": [',
      '"Results": [{"Target":"Java","Class":"lang-pkgs","Type":"jar"},',
    );
    expect(found).not.toBe(report);
    const verdict = decideRun(withReport(greenRun(), "trivy-image", Buffer.from(found)));
    expect(gapCodes(verdict)).toEqual(["java-database.unknown-age", "java-canary.not-found"]);
  });
});

describe("the database", () => {
  it.each([
    ["stale", { UpdatedAt: "2026-11-20T00:00:00Z" }, "database.stale"],
    ["from the future", { UpdatedAt: "2099-01-01T00:00:00Z" }, "database.no-date"],
    ["of no date", { UpdatedAt: "yesterday" }, "database.no-date"],
    ["unknown", undefined, "database.unknown-age"],
  ])("%s", (_name, database, code) => {
    const run = greenRun();
    stageOf(run, "trivy-image").evidence = { database };
    const verdict = decideRun(run);
    expect(verdict.verdict).toBe("incomplete");
    expect(gapCodes(verdict)).toContain(code);
  });
});

describe("layers in which Trivy looks for no secret", () => {
  const told = (unsearched: unknown): Run => {
    const run = greenRun();
    Object.assign(stageOf(run, "trivy-image").evidence, { unsearched });
    return run;
  };

  it("nobody looked at", () => {
    const verdict = decideRun(told([{ path: "web/Dockerfile", line: 7 }]));
    expect(verdict.verdict).toBe("incomplete");
    const [gap] = verdict.stages.flatMap(({ gaps }) => gaps);
    expect(gap?.code).toBe("image.layers-unsearched");
    expect(gap?.message).toContain("the CMD in web/Dockerfile:7");
  });

  it.each(["a", [1], null])("told as what is no list of places: %j", (value) => {
    expect(gapCodes(decideRun(told(value)))).toEqual(["image.unsearched-not-told"]);
  });

  it("not told by an older Greengate is said, and no gap", () => {
    const verdict = decideRun(told(undefined));
    expect(verdict.verdict).toBe("pass");
    expect(JSON.stringify(verdict.stages)).toContain("it did not look where the CMD stands");
  });
});

describe.each([
  ["packages", "linkedPackages", "image.linked-packages", "image.linked-not-told"],
  ["secrets", "unsearchedLinks", "image.links-unsearched", "image.links-unsearched-not-told"],
])("%s in hard links, of which Trivy reads none", (_name, member, found, wrong) => {
  const told = (paths: unknown): Run => {
    const run = greenRun();
    Object.assign(stageOf(run, "trivy-image").evidence, { [member]: paths });
    return run;
  };

  it("nobody looked at", () => {
    const paths = Array.from(
      { length: 9 },
      (_, index) => `app/node_modules/p${index}/package.json`,
    );
    const verdict = decideRun(told(paths));
    expect(verdict.verdict).toBe("incomplete");
    const [gap] = verdict.stages.flatMap(({ gaps }) => gaps);
    expect(gap?.code).toBe(found);
    expect(gap?.message).toContain("9 files");
    expect(gap?.message).toContain("p2/package.json and 6 more");
  });

  it.each(["a", [1], null])("told as what is no list of paths: %j", (value) => {
    expect(gapCodes(decideRun(told(value)))).toEqual([wrong]);
  });

  it("not told by an older Greengate is said, and no gap", () => {
    const verdict = decideRun(told(undefined));
    expect(verdict.verdict).toBe("pass");
    expect(JSON.stringify(verdict.stages)).toContain("it did not look for hard links");
  });
});

describe.each([
  ["unlistedLibraries", "unlisted-library", "image.libraries-not-told", "shared libraries"],
  ["unlistedPrograms", "unlisted-program", "image.programs-not-told", "well-known programs"],
] as const)("%s: what no package lists", (name, id, code, words) => {
  const told = (value: unknown): Run => {
    const run = greenRun();
    Object.assign(stageOf(run, "trivy-image").evidence, { [name]: value });
    return run;
  };

  it("is one finding that warns, and names some of it", () => {
    const paths = Array.from({ length: 9 }, (_, index) => `usr/lib/lib${index}.so.1`);
    const verdict = decideRun(told(paths));
    expect(verdict.verdict).toBe("warn");
    const [found, another] = verdict.findings.filter((each) => each.id === id);
    expect(found?.detail).toContain("usr/lib/lib4.so.1 and 4 more");
    expect(another).toBeUndefined();
  });

  it.each(["usr/lib/liba.so", [1], null])("told as what is no list of paths: %j", (value) => {
    expect(gapCodes(decideRun(told(value)))).toEqual([code]);
  });

  it("not told by an older Greengate is said, and no gap", () => {
    const verdict = decideRun(told(undefined));
    expect(verdict.verdict).toBe("pass");
    expect(JSON.stringify(verdict.stages)).toContain(`did not look for ${words}`);
  });
});

describe("git repositories in the image", () => {
  const told = (gitRepositories: unknown): Run => {
    const run = greenRun();
    Object.assign(stageOf(run, "trivy-image").evidence, { gitRepositories });
    return run;
  };

  it("each is a finding that blocks", () => {
    const verdict = decideRun(told(["app/.git", "srv/tool/.git"]));
    expect(verdict.verdict).toBe("block");
    const found = verdict.findings.filter(({ id }) => id === "git-repository");
    const paths = found.flatMap(({ locations }) => locations.map(({ path }) => path));
    expect(paths.sort()).toEqual(["app/.git", "srv/tool/.git"]);
    expect(found[0]).toMatchObject({ category: "misconfiguration", severity: "high" });
  });

  it.each(["app/.git", 1, [1], null, {}])("told as what is no list of paths: %j", (value) => {
    const verdict = decideRun(told(value));
    expect(verdict.verdict).toBe("incomplete");
    expect(gapCodes(verdict)).toEqual(["git.not-told"]);
  });

  it("not told by an older Greengate is said, and no gap", () => {
    const verdict = decideRun(told(undefined));
    expect(verdict.verdict).toBe("pass");
    expect(JSON.stringify(verdict.stages)).toContain("it did not look for git repositories");
  });
});
