/** A release that Trivy does not know: it finds nothing there, and ends with 0. Real Trivy over an image. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageWith } from "../support/java.ts";
import { temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();

async function judged(image: string) {
  const out = temporary();
  const narrowed = ["--only", "trivy-image", "--image", image, "--out", out];
  const { exitCode } = gate(...narrowed, "--database", databaseOf(new Date()));
  const { stages } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const found = stages.find(({ stage }: { stage: string }) => stage === "trivy-image");
  return {
    state: found.state,
    codes: found.gaps.map(({ code }: { code: string }) => code),
    exitCode,
  };
}

describe.skipIf(why)("an image's release", () => {
  it.each([
    ["12.5", "complete", []],
    ["forky/sid", "incomplete", ["image.release-unknown"]],
  ])("%s is %s", async (version, state, codes) => {
    const image = await imageWith([["etc/debian_version", Buffer.from(`${version}\n`)]]);
    const exitCode = state === "complete" ? 0 : 3;
    expect(await judged(image)).toEqual({ state, codes, exitCode });
  });

  it.each([
    ["azurelinux", "3.0.20260806", []],
    ["azurelinux", "4.0.20260806", ["image.release-unknown"]],
    ["mariner", "2.0.20250701", ["image.system-end-of-life"]],
  ])("%s %s: Trivy itself tells of none", async (id, version, codes) => {
    const release = `NAME="Linux"\nVERSION="${version}"\nID=${id}\nVERSION_ID="${version.slice(0, 3)}"\n`;
    const line = `bash\t5.1-1\t0\t0\tMicrosoft Corporation\t(none)\t1\tx86_64\t0\tbash-5.1-1.src.rpm\n`;
    const image = await imageWith([
      ["etc/os-release", Buffer.from(release)],
      ["usr/lib/os-release", Buffer.from(release)],
      ["var/lib/rpmmanifest/container-manifest-2", Buffer.from(line)],
    ]);
    expect(await judged(image)).toMatchObject({ codes });
  });

  it.each([
    ["a package of another vendor", "Docker <support@docker.com>", "7.6.1"],
    [
      "one that was built anew under Debian's name",
      "Debian Varnish Maintainers <team+varnish-team@tracker.debian.org>",
      "7.6.1-1+0~20241121.59+debian12~1.gbp1b0c5c",
    ],
  ])("%s is looked up nowhere, and a finding", async (_name, maintainer, version) => {
    const status = `Package: varnish
Status: install ok installed
Maintainer: ${maintainer}
Architecture: amd64
Version: ${version}
`;
    const image = await imageWith([["var/lib/dpkg/status", Buffer.from(status)]]);
    const out = temporary();
    const narrowed = ["--only", "trivy-image", "--image", image, "--out", out];
    const { exitCode } = gate(...narrowed, "--database", databaseOf(new Date()));
    const { verdict, findings } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
    expect([exitCode, verdict]).toEqual([0, "warn"]);
    expect(findings).toMatchObject([{ id: "third-party-package", detail: "varnish" }]);
  });
});
