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
  for (const release of ["1.pgdg120+1", "1~bookworm", "1rl1~jammy1"]) {
    expect(told("official", "nginx", release).found).toEqual(found);
  }
  for (const release of ["2ubuntu1~22.04", "1+dfsg3", "2~deb12u1", "1~bpo12+1", "1~ubuntu2"]) {
    expect(told("official", "nginx", release).found).toEqual([]);
  }
  // EPEL's is of the vendor Fedora Project; a module's release may hold whatever letters.
  const rpm = (Maintainer: string) => ({
    Maintainer,
    Identifier: { PURL: "pkg:rpm/redhat/nginx@1" },
  });
  expect(told("official", "nginx", "1.el9", rpm("Fedora Project"))).toEqual({
    verdict: "warn",
    found,
  });
  // Of apk Trivy tells no vendor; the stage runtime asks nginx itself, its modules of other sources nobody.
  const apk = (SrcName: string, Maintainer: string, PURL = "pkg:apk/alpine/nginx@1") =>
    told("", "nginx", "", { SrcName, Maintainer, Identifier: { PURL } }).found;
  const f5 = "NGINX Packaging <nginx-packaging@f5.com>";
  expect(apk("nginx-module-njs", f5)).toEqual(found);
  expect(apk("nginx", f5)).toEqual([]);
  expect(apk("nginx-module-xslt", f5)).toEqual([]);
  expect(apk("nginx-module-njs", "Jakub Jirutka <jakub@jirutka.cz>")).toEqual([]);
  const chrome = "Chrome Linux Team <chromium-dev@chromium.org>";
  expect(apk("google-chrome-stable", chrome, "pkg:deb/debian/google-chrome-stable@1")).toEqual(
    found,
  );
  const module = "2.module+el8.8.0+18438+abcdef12";
  for (const [release, vendor] of [
    ["1.fc42", "Fedora Project"],
    [module, "Red Hat, Inc."],
  ] as const) {
    expect(told("official", "nginx", release, rpm(vendor))).toEqual({ verdict: "pass", found: [] });
  }
});
