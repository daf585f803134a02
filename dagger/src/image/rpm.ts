/**
 * Which package of RPM brought a program, as the image's own `rpm` tells: its database is no text
 * that could be read here. It may lie as the program itself may, whose word on its version counts too.
 * https://rpm.org/docs/latest/man/rpm.8
 */
import { type ImageFile, isAsListed } from "./files.ts";

const PROGRAM = "usr/bin/rpm";
const DATABASE = /^(var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/(rpmdb\.sqlite|Packages(\.db)?)$/;

/** Whose packages Trivy holds against advisories: its osVendors, and Amazon's that name nobody. */
const DISTRIBUTION =
  /^(Amazon Linux|Amazon\.com|CentOS|Fedora Project|Oracle America|Red Hat|AlmaLinux|CloudLinux|VMware|SUSE|openSUSE|Microsoft Corporation|Rocky)/;
const NOBODY = "(none)";

/** EPEL's packages name Fedora too, whose own are of a release .fc42: no advisory of Red Hat's is of them. */
const OF_FEDORA = /^Fedora Project/;
const EPEL = /\.el\d/;

/**
 * @returns whether rpm can tell of a file in the image: there is a database, and who reads it, and
 *   the file is as that lists it
 */
export function tellsOwners(files: ReadonlyMap<string, ImageFile>): (file: ImageFile) => boolean {
  if (files.get(PROGRAM)?.executable !== true) return () => false;
  const databases = [...files].flatMap(([name, file]) => (DATABASE.test(name) ? [file] : []));
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
    const epel = OF_FEDORA.test(vendor) && EPEL.test(release);
    const official =
      vendor === NOBODY ? release.includes("amzn") : DISTRIBUTION.test(vendor) && !epel;
    return official ? [name] : [];
  });
}
