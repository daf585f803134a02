/**
 * How Trivy is called, in a container and on a host alike. Every way in which a scanned repository
 * could speak for itself is switched off; no --exit-code, so that non-zero means failed.
 */

import { witnessArguments } from "./iac/witness.ts";

/** Empty values switch off trivy.yaml, .trivyignore and their like, which Trivy reads from its folder. */
const NO_FILES = ["--config=", "--ignorefile="];
const QUIET = ["--skip-version-check", "--disable-telemetry", "--no-progress"];
/** Of a fetch, only why it failed. */
const FETCH = ["image", ...NO_FILES, ...QUIET, "--quiet"];
const JSON_OUT = ["--format", "json", "--severity", "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL"];
const OFFLINE = ["--skip-db-update", "--skip-java-db-update", "--offline-scan"];

/** A layer cache that is shared between scans can be poisoned by a crafted image: keep none. */
const NO_CACHE = ["--cache-backend", "memory"];

export interface TrivyCall {
  /** What is scanned. */
  readonly target: string;
  /** The JSON report to write. */
  readonly output: string;
  /** The folder that holds db/, and java-db/ where there are Java archives. */
  readonly cache: string;
}

/**
 * @param witness the folder of our own checks
 * @param values of Terraform's variables, files of which the last one counts
 * @param dockerfile one that Trivy does not know by its name
 */
export function configArguments(
  { target, output, cache }: TrivyCall,
  witness: string,
  values: readonly string[],
  dockerfile?: string,
): string[] {
  // The embedded checks: the same everywhere, and their number is known.
  const kinds = ["--misconfig-scanners", "dockerfile,terraform,kubernetes,helm"];
  const checks = ["--skip-check-update", ...kinds, ...witnessArguments(witness)];
  const quiet = QUIET.filter((flag) => flag !== "--no-progress");
  const pattern = dockerfile?.replace(/[^\w/-]/g, ".");
  const named = pattern === undefined ? [] : ["--file-patterns", `dockerfile:(^|/)${pattern}$`];
  return [
    "config",
    ...NO_FILES,
    ...quiet,
    ...checks,
    ...values.flatMap((path) => ["--tf-vars", path]),
    ...named,
    ...JSON_OUT,
    "--cache-dir",
    cache,
    "--output",
    output,
    target,
  ];
}

/** @param secretConfig our own file, in place of one that the source could bring */
export function imageArguments(call: TrivyCall, secretConfig: string): string[] {
  const secrets = ["--secret-config", secretConfig, "--list-all-pkgs", "--show-suppressed"];
  return [
    "image",
    ...offline(call),
    "--scanners",
    "vuln,secret",
    ...secrets,
    "--input",
    call.target,
  ];
}

export function lockfileArguments(call: TrivyCall): string[] {
  const listed = ["--scanners", "vuln", "--list-all-pkgs", "--show-suppressed"];
  return ["fs", ...offline(call), ...listed, call.target];
}

export function secretArguments(call: TrivyCall): string[] {
  return ["fs", ...offline(call), "--scanners", "secret", "--secret-config=", call.target];
}

/** A report that was written, as a bill of materials. */
export function sbomArguments(report: string, output: string): string[] {
  return ["convert", ...NO_FILES, "--format", "cyclonedx", "--output", output, report];
}

/** A bill of materials that an earlier run made, scanned like what it lists. */
export function sbomScanArguments(call: TrivyCall): string[] {
  const listed = ["--scanners", "vuln", "--list-all-pkgs", "--show-suppressed"];
  return ["sbom", ...offline(call), ...listed, call.target];
}

/** The canary's root folder, with the same database. */
export function canaryArguments(call: TrivyCall): string[] {
  return ["rootfs", ...offline(call), "--scanners", "vuln", call.target];
}

/** What every scan shares that may look at a database: it fetches nothing and keeps nothing. */
function offline({ output, cache }: TrivyCall): string[] {
  return [
    ...[...NO_FILES, "--ignore-policy=", ...QUIET, ...OFFLINE, ...NO_CACHE, ...JSON_OUT],
    ...["--cache-dir", cache, "--output", output],
  ];
}

/** @param repository a mirror of the database, by image name; Trivy's own where there is none */
export function databaseArguments(cache: string, repository?: string): string[] {
  const from = repository === undefined ? [] : ["--db-repository", repository];
  return [...FETCH, "--download-db-only", ...from, "--cache-dir", cache];
}

/** @param repository a mirror of the Java database, as above */
export function javaDatabaseArguments(cache: string, repository?: string): string[] {
  const from = repository === undefined ? [] : ["--java-db-repository", repository];
  return [...FETCH, "--download-java-db-only", ...from, "--cache-dir", cache];
}

/** Tells Trivy's version and its databases' dates. */
export function versionArguments(cache: string): string[] {
  return ["version", "--format", "json", "--cache-dir", cache];
}
