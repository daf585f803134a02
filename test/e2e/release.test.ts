/** A release that Trivy does not know: it finds nothing there, and ends with 0. Real Trivy over an image. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageWith } from "../support/java.ts";
import { temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();

describe.skipIf(why)("an image's release", () => {
  it.each([
    ["12.5", "complete", []],
    ["forky/sid", "incomplete", ["image.release-unknown"]],
  ])("%s is %s", async (version, state, codes) => {
    const image = await imageWith([["etc/debian_version", Buffer.from(`${version}\n`)]]);
    const out = temporary();
    const narrowed = ["--only", "trivy-image", "--image", image, "--out", out];
    const { exitCode } = gate(...narrowed, "--database", databaseOf(new Date()));
    const { stages } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
    const found = stages.find(({ stage }: { stage: string }) => stage === "trivy-image");
    expect([found.state, found.gaps.map(({ code }: { code: string }) => code)]).toEqual([
      state,
      codes,
    ]);
    expect(exitCode).toBe(state === "complete" ? 0 : 3);
  });

  it("a package of another vendor is looked up nowhere, and a finding", async () => {
    const status = `Package: nginx
Status: install ok installed
Maintainer: NGINX Packaging <nginx-packaging@f5.com>
Architecture: amd64
Version: 1.21.0-1~bookworm
`;
    const image = await imageWith([["var/lib/dpkg/status", Buffer.from(status)]]);
    const out = temporary();
    const narrowed = ["--only", "trivy-image", "--image", image, "--out", out];
    const { exitCode } = gate(...narrowed, "--database", databaseOf(new Date()));
    const { verdict, findings } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
    expect([exitCode, verdict]).toEqual([0, "warn"]);
    expect(findings).toMatchObject([{ id: "third-party-package", detail: "nginx" }]);
  });
});
