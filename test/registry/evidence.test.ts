/** What is signed of a run, what may be published, and names of images. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attestationsOf } from "../../dagger/src/registry/evidence.ts";
import { mayPublish } from "../../dagger/src/registry/publishable.ts";
import { parseReference, parseTarget } from "../../dagger/src/registry/reference.ts";
import { canonicalDigest } from "../../dagger/src/registry/statement.ts";
import { SBOM } from "../../dagger/src/scanners/trivy/sbom.ts";
import { blocked, IMAGE } from "../support/proofs.ts";
import { evidenceOf, runOver, sbomOf } from "../support/published.ts";
import { NOW, type Run, stageOf, withReport } from "../support/run.ts";

const attested = (run: Run) => {
  const all = attestationsOf(evidenceOf(run));
  if (!all.ok) throw new Error(all.error.code);
  return all.value;
};

describe("attestations", () => {
  it("the verdict is a test result with policy, tools, database and what is beside it", () => {
    const run = runOver(IMAGE);
    const tool = stageOf(run, "trivy-image").tool;
    if (tool) tool.image = `mirror.example/trivy@sha256:${"a".repeat(64)}`;
    expect(attested(run)[0]?.predicate).toMatchObject({
      result: "PASSED",
      configuration: expect.arrayContaining([
        expect.objectContaining({ name: "policy", digest: { sha256: expect.any(String) } }),
        expect.objectContaining({
          name: "verdict",
          annotations: expect.objectContaining({
            verdict: "pass",
            scannedAt: "2026-11-24T02:30:00Z",
            databaseUpdatedAt: "2026-11-24T02:43:25.424713045Z",
          }),
        }),
        expect.objectContaining({ name: "vulnerabilities" }),
        expect.objectContaining({ name: "sbom" }),
        expect.objectContaining({
          name: "tool of trivy-image",
          digest: { sha256: "a".repeat(64) },
        }),
      ]),
      passedTests: expect.arrayContaining(["test", "trivy-config", "trivy-image", "zap-baseline"]),
      failedTests: [],
    });
  });

  it("a blocking finding fails the test that found it", () => {
    const predicate = attested(blocked())[0]?.predicate;
    expect(predicate).toMatchObject({ result: "FAILED", failedTests: ["trivy-image"] });
  });

  it("nothing is attested of an image that was not scanned", () => {
    const run = runOver(IMAGE);
    stageOf(run, "trivy-image").status = "failed";
    expect(() => attested(run)).toThrow("evidence.no-scan");
  });

  it("a bill of materials of another image is none", () => {
    const other = sbomOf(`sha256:${"b".repeat(64)}`);
    const run = withReport(runOver(IMAGE), "trivy-image", other, SBOM);
    expect(() => attested(run)).toThrow("sbom.other-image");
  });

  it("content is told whatever the order of its keys", () => {
    expect(canonicalDigest({ a: [1, { b: 2, c: 3 }] })).toBe(
      canonicalDigest({ a: [1, { c: 3, b: 2 }] }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        expect(canonicalDigest(copy)).toBe(canonicalDigest(value));
        expect(canonicalDigest([value, 1])).not.toBe(canonicalDigest([1, value, 1]));
      }),
    );
    expect(canonicalDigest({ a: 1 })).not.toBe(canonicalDigest(["object", ["a", 1]]));
    expect(canonicalDigest([1, 2])).not.toBe(canonicalDigest([2, 1]));
  });
});

describe("an image may be published", () => {
  const may = (run: Run, more: object = {}) => {
    const { verdict, records } = evidenceOf(run);
    const rest = { manifest: IMAGE.manifest, maxAgeMs: undefined, now: NOW };
    const result = mayPublish({ verdict, records, ...rest, ...more });
    return result.ok ? "yes" : result.error.code;
  };
  const changed = (change: (run: Run) => void) => {
    const run = runOver(IMAGE);
    change(run);
    return run;
  };

  it("by a green verdict of this very image, freshly scanned; else not", () => {
    expect(may(runOver(IMAGE))).toBe("yes");
    expect(may(blocked())).toBe("verdict.block");
    expect(may(runOver(IMAGE), { manifest: `sha256:${"c".repeat(64)}` })).toBe("image.other");
    expect(may(runOver(IMAGE), { maxAgeMs: 3_600_000 })).toBe("scan.stale");
    expect(may(changed((run) => delete run.records.image?.manifest))).toBe("image.no-manifest");
    const unseen = changed((run) => {
      delete stageOf(run, "trivy-image").target;
      run.policy = { ...run.policy, drop: [{ stage: "zap-baseline", reason: "x" }] };
    });
    expect(may(unseen)).toBe("image.not-scanned");
  });
});

describe("names of images", () => {
  it.each([
    ["shop", "docker.io", "shop", "latest"],
    ["team/shop:1", "docker.io", "team/shop", "1"],
    ["localhost/shop:1", "localhost", "localhost/shop", "1"],
    ["host.example:5000/team/shop", "host.example:5000", "host.example:5000/team/shop", "latest"],
  ])("%s", (text, registry, repository, tag) => {
    expect(parseReference(text)).toEqual({ ok: true, value: { registry, repository, tag } });
  });

  it.each(["", "a b", "-x", "--key", "shop:", "/shop", "shop@sha256:1", "a\nb", "shop:$(id)"])(
    "%j is none",
    (text) => {
      expect(parseReference(text).ok).toBe(false);
      expect(parseTarget(text).ok).toBe(false);
    },
  );

  it("an image that is there may be named by digest", () => {
    const digest = `sha256:${"d".repeat(64)}`;
    expect(parseTarget(`team/shop:1@${digest}`)).toMatchObject({ value: { tag: "1", digest } });
    expect(parseReference(`team/shop@${digest}`).ok).toBe(false);
  });
});
