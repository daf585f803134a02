/** Whether Trivy could hold the image's system packages against anything. */
import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Gap } from "../../core/gap.ts";
import type { TrivyReport } from "./report.ts";

/** Trivy's names for what is packed into a program; others are said as languages' packages. */
const PACKED: ReadonlyMap<string, string> = new Map(
  Object.entries({ gobinary: "Go", rustbinary: "Rust" }),
);

/** ` (4 packages of Go binaries were checked)`, or nothing. */
function checkedAllTheSame(report: TrivyReport): string {
  const counts = new Map<string, number>();
  for (const { Class, Type = "", packages } of report.Results ?? []) {
    if (Class !== "lang-pkgs" || packages === 0) continue;
    const language = PACKED.get(Type);
    const of = language === undefined ? "languages" : `${language} binaries`;
    counts.set(of, (counts.get(of) ?? 0) + packages);
  }
  if (counts.size === 0) return "";
  const told = [...counts].map(([of, count]) => `${counted(count, "package")} of ${of}`);
  const [only] = counts.values();
  return ` (${told.join(" and ")} ${counts.size === 1 && only === 1 ? "was" : "were"} checked)`;
}

/**
 * Of a release that Trivy does not know (Debian testing, one that came out since) its database has no
 * advisory either: nothing is found, with exit 0, and only the log tells (measured, 0.76).
 */
export const heardOfRelease = (log: string) => ({
  releaseUnknown: log.includes("This OS version is not on the EOL list"),
});

const evidence = z.object({ releaseUnknown: z.literal(true) });

/**
 * Of these two Trivy asks no release whether it is known or still maintained ("EOL is not in public at
 * the moment", its azure.go); it has advisories of CBL-Mariner 1.0 and 2.0 and of Azure Linux 3.0.
 * Mariner's releases ended in 2023 and July 2025: https://github.com/microsoft/azurelinux/issues/13555
 */
const NO_LONGER_MAINTAINED = "cbl-mariner";
const KNOWN_OF_AZURE = /^3\.0(\.|$)/;

/**
 * @param packages how many of the system the report holds
 * @param told the run record's evidence; an older one does not say whether the release is known
 */
export function systemGaps(report: TrivyReport, packages: number, told?: unknown): Gap[] {
  const system = report.Metadata?.OS;
  if (!system || system.Family === "none" || system.Family === "") {
    const checked = checkedAllTheSame(report);
    return [
      {
        code: "image.system-unknown",
        message: `Trivy did not recognise the image's operating system, so it checked no system package${checked}.`,
        hint: "Use a base image with /etc/os-release and a package database, such as distroless/static in place of scratch, or drop the stage with a reason.",
      },
    ];
  }
  const gaps: Gap[] = [];
  if (system.EOSL || system.Family === NO_LONGER_MAINTAINED) {
    gaps.push({
      code: "image.system-end-of-life",
      message: `${system.Family} ${system.Name} is past its end of life: no advisory is written for it any more.`,
      hint: "Move the Dockerfile's base image to a release that is still maintained.",
    });
  }
  const unknown = system.Family === "azurelinux" && !KNOWN_OF_AZURE.test(system.Name);
  if (unknown || evidence.safeParse(told).success) {
    gaps.push({
      code: "image.release-unknown",
      message: `Trivy does not know the release ${system.Family} ${system.Name}, so it may have held the system's packages against no advisory.`,
      hint: "Build on a released version of the base image, or take a newer Trivy where it came out since.",
    });
  }
  if (packages === 0) {
    gaps.push({
      code: "image.no-packages",
      message: `Trivy counted no package of ${system.Family} ${system.Name}.`,
      hint: "Keep the package database in the image, and run Trivy with --list-all-pkgs.",
    });
  }
  return gaps;
}
