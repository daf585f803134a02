/**
 * Which package of RPM brought a program, as the image's own `rpm` tells: its database is no text
 * that could be read here. It may lie as the program itself may, whose word on its version counts too.
 * https://rpm.org/docs/latest/man/rpm.8
 */
import { isOfEpel } from "../scanners/trivy/third-party.ts";
import { type ImageFile, isAsListed } from "./files.ts";

const PROGRAM = "usr/bin/rpm";
const DATABASE = /^(var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/(rpmdb\.sqlite|Packages(\.db)?)$/;

export const isRpmDatabase = (name: string): boolean => DATABASE.test(name);

/** What stands in the database's place in Azure Linux' distroless images, and Trivy reads. */
export const isRpmManifest = (name: string): boolean =>
  name === "var/lib/rpmmanifest/container-manifest-2";

/** Whose packages Trivy holds against advisories: its osVendors, and Amazon's that name nobody. */
const DISTRIBUTION =
  /^(Amazon Linux|Amazon\.com|CentOS|Fedora Project|Oracle America|Red Hat|AlmaLinux|CloudLinux|VMware|SUSE|openSUSE|Microsoft Corporation|Rocky)/;
const NOBODY = "(none)";

/**
 * @returns whether rpm can tell of a file in the image: there is a database, and who reads it, and
 *   the file is as that lists it
 */
export function tellsOwners(files: ReadonlyMap<string, ImageFile>): (file: ImageFile) => boolean {
  if (files.get(PROGRAM)?.executable !== true) return () => false;
  const databases = [...files].flatMap(([name, file]) => (isRpmDatabase(name) ? [file] : []));
  return (file) => databases.some((database) => isAsListed(file, database));
}

/** @param path of a file in the image, absolute */
export const ownerQuestion = (path: string): string[] => [
  `/${PROGRAM}`,
  "-qf",
  "--qf",
  "%{NAME}\\t%{VENDOR}\\t%{RELEASE}\\n",
  path,
];

/** @returns names of the packages of the distribution itself that brought it */
export function ownersIn(answer: string): string[] {
  return answer.split("\n").flatMap((line) => {
    const [name = "", vendor = "", release = ""] = line.split("\t");
    const named = DISTRIBUTION.test(vendor) && !isOfEpel(vendor, release);
    return named || (vendor === NOBODY && release.includes("amzn")) ? [name] : [];
  });
}
