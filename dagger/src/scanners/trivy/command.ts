/**
 * How Trivy is called, in a container and on a host alike. Every way in which a scanned repository
 * could speak for itself is switched off; no --exit-code, so that non-zero means failed.
 */

/** Empty values switch off trivy.yaml, .trivyignore and their like, which Trivy reads from its folder. */
const NO_FILES = ["--config=", "--ignorefile="];
const QUIET = ["--skip-version-check", "--disable-telemetry", "--no-progress"];
const JSON_OUT = ["--format", "json", "--severity", "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL"];
const OFFLINE = ["--skip-db-update", "--skip-java-db-update", "--offline-scan"];

/** A layer cache that is shared between scans can be poisoned by a crafted image: keep none. */
const NO_CACHE = ["--cache-backend", "memory"];

export interface TrivyCall {
  /** What is scanned. */
  readonly target: string;
  /** The JSON report to write. */
  readonly output: string;
  /** The folder that holds db/. */
  readonly cache: string;
}

export function configArguments({ target, output, cache }: TrivyCall): string[] {
  // The embedded checks: the same everywhere, and their number is known.
  const checks = ["--skip-check-update", "--misconfig-scanners", "dockerfile"];
  const quiet = QUIET.filter((flag) => flag !== "--no-progress");
  return [
    "config",
    ...NO_FILES,
    ...quiet,
    ...checks,
    ...JSON_OUT,
    "--cache-dir",
    cache,
    "--output",
    output,
    target,
  ];
}

export function imageArguments({ target, output, cache }: TrivyCall): string[] {
  const scanners = ["--scanners", "vuln,secret", "--list-all-pkgs", "--show-suppressed"];
  const files = [...NO_FILES, "--secret-config=", "--ignore-policy="];
  return [
    "image",
    ...files,
    ...QUIET,
    ...OFFLINE,
    ...NO_CACHE,
    ...scanners,
    ...JSON_OUT,
    "--cache-dir",
    cache,
    "--output",
    output,
    "--input",
    target,
  ];
}

/** The canary's root folder, with the same database. */
export function canaryArguments({ target, output, cache }: TrivyCall): string[] {
  const files = [...NO_FILES, "--ignore-policy="];
  return [
    "rootfs",
    ...files,
    ...QUIET,
    ...OFFLINE,
    ...NO_CACHE,
    "--scanners",
    "vuln",
    ...JSON_OUT,
    "--cache-dir",
    cache,
    "--output",
    output,
    target,
  ];
}

/** @param repository a mirror of the database, by image name; Trivy's own where there is none */
export function databaseArguments(cache: string, repository?: string): string[] {
  const from = repository === undefined ? [] : ["--db-repository", repository];
  return ["image", ...NO_FILES, ...QUIET, "--download-db-only", ...from, "--cache-dir", cache];
}

/** Tells Trivy's version and the database's date. */
export function versionArguments(cache: string): string[] {
  return ["version", "--format", "json", "--cache-dir", cache];
}
