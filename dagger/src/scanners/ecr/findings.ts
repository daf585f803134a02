/** Turns ECR's findings, basic and enhanced, into ours. */
import { type PackageRef, type RawFinding, SYSTEM } from "../../core/finding.ts";
import { parseSeverity } from "../../core/severity.ts";
import type { BasicFinding, EcrPage, EnhancedFinding, VulnerablePackage } from "./report.ts";

/** What a package manager's packages are called in a purl. */
const PURL_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    NPM: "npm",
    YARN: "npm",
    NODEPKG: "npm",
    PIP: "pypi",
    PIPENV: "pypi",
    POETRY: "pypi",
    PYTHONPKG: "pypi",
    BUNDLER: "gem",
    GEMSPEC: "gem",
    CARGO: "cargo",
    COMPOSER: "composer",
    NUGET: "nuget",
    DOTNET_CORE: "nuget",
    GOBINARY: "golang",
    GOMOD: "golang",
    JAR: "maven",
    POM: "maven",
  }),
);

export function ecrFindings({ imageScanFindings: found }: EcrPage): RawFinding[] {
  return [
    ...(found?.findings ?? []).map(fromBasic),
    ...(found?.enhancedFindings ?? []).flatMap(fromEnhanced),
  ];
}

/** Basic scanning looks at the system's packages only, and knows no version that mends them. */
function fromBasic({ name, description, uri, severity, attributes }: BasicFinding): RawFinding {
  const told = new Map(attributes.map(({ key, value }) => [key, value]));
  const packageName = told.get("package_name");
  const version = told.get("package_version") ?? "";
  return {
    category: "vulnerability",
    id: name,
    title: description ?? name,
    severity: parseSeverity(severity),
    ...(packageName && { package: { name: packageName, version, purl: "", fixed: "", os: true } }),
    location: { path: SYSTEM },
    ...(uri !== undefined && { url: uri }),
  };
}

function fromEnhanced(finding: EnhancedFinding): RawFinding[] {
  const { title, findingArn, severity, status, remediation } = finding;
  const details = finding.packageVulnerabilityDetails;
  const id = details?.vulnerabilityId ?? title ?? findingArn ?? "unnamed finding";
  const advice = remediation?.recommendation?.text;
  const aliases = details?.relatedVulnerabilities ?? [];
  const shared = {
    category: "vulnerability" as const,
    id,
    ...(aliases.length > 0 && { aliases }),
    title: title ?? id,
    severity: parseSeverity(severity),
    ...(advice && advice !== "None Provided" && { advice }),
    ...(details?.sourceUrl !== undefined && { url: details.sourceUrl }),
    ...(status === "SUPPRESSED" && { suppressed: "suppressed by a rule of Amazon Inspector" }),
  };
  const packages = details?.vulnerablePackages ?? [];
  if (packages.length === 0) return [{ ...shared, location: { path: SYSTEM } }];
  return packages.map((each) => ({
    ...shared,
    package: packageOf(each),
    location: { path: each.packageManager === "OS" ? SYSTEM : each.filePath || SYSTEM },
  }));
}

function packageOf(given: VulnerablePackage): PackageRef {
  const { name, version, release, epoch = 0, packageManager, fixedInVersion = "" } = given;
  const whole = `${epoch > 0 ? `${epoch}:` : ""}${version}${release ? `-${release}` : ""}`;
  return {
    name,
    version: whole,
    purl: purlOf(given),
    fixed: fixedInVersion === "NotAvailable" ? "" : fixedInVersion,
    os: packageManager === "OS",
  };
}

/** Without a version, which no identity counts; empty for the system's packages, which go by name. */
function purlOf({ name, packageManager }: VulnerablePackage): string {
  const type = PURL_TYPES.get(packageManager);
  if (type === undefined) return "";
  const plain = type === "pypi" ? name.toLowerCase().replaceAll("_", "-") : name;
  const parts = (type === "maven" ? plain.replace(":", "/") : plain).split("/");
  return `pkg:${type}/${parts.map(encodeURIComponent).join("/")}`;
}
