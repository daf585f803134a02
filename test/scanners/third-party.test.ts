/** What another vendor built Trivy lists and looks up nowhere: a finding that warns. */
import { expect, it } from "vitest";
import { decideRun, fixture, greenRun, withReport } from "../support/run.ts";

it("packages of the system that the distribution did not build are a finding", () => {
  const report = JSON.parse(String(fixture("trivy/image-clean-json.json")));
  const system = report.Results.find(({ Class }: { Class: string }) => Class === "os-pkgs");
  const [own] = system.Packages;
  const told = (Class: string, Name = "nginx", Release = "9+deb12u1", more: object = {}) => {
    system.Packages[0] = { ...own, Name, Release, Repository: { Class }, ...more };
    const run = withReport(greenRun(), "trivy-image", Buffer.from(JSON.stringify(report)));
    const { verdict, findings } = decideRun(run);
    const ours = findings.filter(({ sources }) => sources[0]?.stage === "trivy-image");
    return { verdict, found: ours.map(({ id, detail }) => [id, detail]) };
  };
  expect(told("official")).toEqual({ verdict: "pass", found: [] });
  const found = [["third-party-package", "nginx"]];
  expect(told("third-party")).toEqual({ verdict: "warn", found });
  // The stage runtime asks the program itself.
  expect(told("third-party", "nodejs")).toEqual({ verdict: "pass", found: [] });
  // Built anew under the distribution's name, as deb.sury.org does.
  const sury = "1+0~20241121.59+debian12~1.gbp1b0c5c";
  expect(told("official", "nginx", sury)).toEqual({ verdict: "warn", found });
  const of = (SrcName: string) => told("official", "php8.3-cli", sury, { SrcName });
  expect(of("php8.3")).toEqual({ verdict: "pass", found: [] });
  // An extension of its own is named as PHP's are.
  expect(of("php-imagick")).toEqual({
    verdict: "warn",
    found: [["third-party-package", "php8.3-cli"]],
  });
  // EPEL's is of the vendor Fedora Project; a module's release may hold whatever letters.
  const rpm = (Maintainer: string) => ({
    Maintainer,
    Identifier: { PURL: "pkg:rpm/redhat/nginx@1" },
  });
  expect(told("official", "nginx", "1.el9", rpm("Fedora Project"))).toEqual({
    verdict: "warn",
    found,
  });
  const module = "2.module+el8.8.0+18438+abcdef12";
  for (const [release, vendor] of [
    ["1.fc42", "Fedora Project"],
    [module, "Red Hat, Inc."],
  ] as const) {
    expect(told("official", "nginx", release, rpm(vendor))).toEqual({ verdict: "pass", found: [] });
  }
});
