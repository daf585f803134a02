/**
 * Packages of the system that another vendor built (nginx.org's nginx, Docker's, NVIDIA's):
 * Trivy lists them and holds them against no advisory, with exit 0 (measured, 0.76).
 * https://github.com/aquasecurity/trivy/blob/main/pkg/detector/ospkg/driver/driver.go
 */
import { z } from "zod";
import { few } from "../../core/few.ts";
import { type RawFinding, SYSTEM } from "../../core/finding.ts";
import type { JsonList } from "../../core/json/lists.ts";

/**
 * Who builds a package of Debian's or Ubuntu's anew leaves the maintainer in it, and names a release or
 * himself in its revision: 8.3.14-1+ubuntu22.04.1+deb.sury.org+1, 3.13.1-1+jammy1, 7.6.1-1~bookworm,
 * 17.2-1.pgdg120+1. Their own say +deb12u1, +esm1, +dfsg3 and ~22.04.1 (none of Debian 12's 63,666 is
 * taken for another's). Trivy holds it against the distribution's advisories, which know of no such version.
 */
const BUILT_ANEW =
  /\+((?!dfsg)[a-z]{4,}\d|[a-z.]*sury\.org)|\.pgdg\d|~(?!alpha|beta|build|ubuntu)[a-z]{4,}/;
export const isBuiltAnew = (revision: string): boolean => BUILT_ANEW.test(revision);

/** EPEL's packages name Fedora too, whose own are of a release .fc42: no advisory of Red Hat's is of them. */
export const isOfEpel = (vendor: string, release: string): boolean =>
  vendor.startsWith("Fedora Project") && /\.el\d/.test(release);

/**
 * Vendors whose packages Trivy takes for the distribution's own: of apk it looks at no maintainer at
 * all, though nginx.org's nginx has the name of Alpine's; of dpkg it knows not these.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/analyzer/pkg/dpkg/dpkg.go
 */
const VENDOR = {
  "pkg:apk/": /@(nginx|f5|microsoft)\.com>?$/,
  "pkg:deb/": /@(nginx\.com|oss\.oracle\.com|percona\.com)>?$|^Chrome Linux Team /,
};

/** @param purl of the package, or its beginning */
export const isOfVendor = (purl: string, maintainer: string): boolean =>
  Object.entries(VENDOR).some(([of, names]) => purl.startsWith(of) && names.test(maintainer));

/**
 * Sury's, deadsnakes', Adoptium's and nginx.org's runtimes and servers, by the source that they are built
 * from: what is only named as they are is an extension or a library. Of these, and of NodeSource's
 * nodejs, the stage runtime asks the program itself. nginx's modules here are of its own source.
 */
const ASKED =
  /^(php\d\.\d|python\d\.\d+|temurin-\d+(-(jdk|jre))?|apache2|nginx(-module-(geoip|image-filter|perl|xslt))?)$/;

const installed = z.object({
  Name: z.string().min(1),
  SrcName: z.string().default(""),
  Release: z.string().default(""),
  Maintainer: z.string().default(""),
  Identifier: z.object({ PURL: z.string().default("") }).optional(),
  Repository: z.object({ Class: z.string() }).optional(),
});

export const INSTALLED_MEMBERS: readonly string[] = Object.keys(installed.shape);

function isForeign(each: z.output<typeof installed>): boolean {
  const { Name, SrcName, Release, Maintainer, Identifier, Repository } = each;
  if (Name === "nodejs" || ASKED.test(SrcName)) return false;
  if (Repository?.Class === "third-party" || isOfEpel(Maintainer, Release)) return true;
  const purl = Identifier?.PURL ?? "";
  return isOfVendor(purl, Maintainer) || (purl.startsWith("pkg:deb/") && isBuiltAnew(Release));
}

/** @returns their names */
export function thirdPartyIn(packages: JsonList | null | undefined): string[] {
  const names: string[] = [];
  for (const each of packages ?? []) {
    const { data } = installed.safeParse(each);
    if (data && isForeign(data)) names.push(data.Name);
  }
  return names;
}

const MOST_NAMED = 5;

export function thirdPartyFindings(names: readonly string[]): RawFinding[] {
  if (names.length === 0) return [];
  return [
    {
      category: "misconfiguration",
      id: "third-party-package",
      title: "Packages that the distribution did not build: Trivy holds them against no advisory",
      severity: "medium",
      location: { path: SYSTEM },
      detail: few(names, MOST_NAMED),
      advice:
        "Take the distribution's own package, or follow that vendor's advisories and accept this with an exception.",
    },
  ];
}
