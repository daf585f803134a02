/**
 * Java, whoever built it from OpenJDK. Its folder holds a file `release` that tells the version, and
 * that is read: without /proc, as in an image's root alone, the program does not start. Where there
 * is none, `java -version`, which all since 8 know: openjdk version "17.0.9" 2023-10-17
 */
import { major, type RuntimeKind } from "./kind.ts";

/**
 * Behind the version's numbers: Temurin names an early one -beta, others -ea or -internal. Behind a
 * plus stands what a released one has too, and JDK 8 writes its build with the dash: 1.8.0_432-b06,
 * Debian's 1.8.0_432-8u432-ga.
 */
const EARLY = /^(?:JAVA_RUNTIME_VERSION=|(?:openjdk|java) version )"[\d._]+-(?!b?\d)/m;
const VERSION = /^(?:JAVA_VERSION=|(?:openjdk|java) version )"([\d._]+)"/m;
/** JEP 223, and what was before it: 1.8.0_432. https://openjdk.org/jeps/223 */
const OLD = /^1\.(\d)\.0(?:_(\d+))?$/;
const NEW = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\d+)*$/;

export const java = {
  name: "java",
  title: "Java",
  programs: /^java$/,
  packages: /^(openjdk|java)/,
  ask: ["-version"],
  // JDK 8 has another program in jre/bin, and the file beside jre.
  toldIn: { file: "release", lines: /^JAVA_(RUNTIME_)?VERSION=.*$/gm },
  version: (answer) => {
    const version = VERSION.exec(answer)?.[1] ?? "";
    if (EARLY.test(answer)) return undefined;
    const [, feature, update = "0"] = OLD.exec(version) ?? [];
    if (feature !== undefined) return `${feature}.0.${update}`;
    const [, first, second = "0", third = "0"] = NEW.exec(version) ?? [];
    return first === undefined ? undefined : `${first}.${second}.${third}`;
  },
  line: major,
  canary: ["CVE-2024-20918", "17.0.9"],
} as const satisfies RuntimeKind;
