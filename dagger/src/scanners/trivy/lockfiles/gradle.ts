/**
 * Gradle's lockfile in a form that Trivy reads to its end. It reads nothing behind a line of 64 KiB, of
 * whatever kind, and leaves out a package as one for tests where the name of each of its configurations
 * begins with `test`, so may that of a part that ships (`testbed`), with exit 0 (measured, 0.76).
 */

/** Those that Gradle, its plugin of test fixtures and Kotlin's have by themselves. */
const TEST =
  /^test(Fixtures)?(Api|Implementation|Compile(Only(Api)?|Classpath)?|Runtime(Only|Classpath)?|AnnotationProcessor|Intransitive|KotlinScriptDef(Extensions)?)(DependenciesMetadata)?$/;

/** `group:artifact:version=configuration,…`: a folder of archives has no group, some have no version. */
const MODULE = /^([^:=]{0,300}:[^:=]{1,300}:[^:=]{0,300})(?:=(.*))?$/;

/** @returns nothing in its place where it can't be read: that Trivy reads no package of it is said then */
export function withShortLines(text: string): string {
  const lines: string[] = [];
  // Java ends a line by each of them.
  for (const raw of text.split(/\r\n?|\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith("empty=")) continue;
    const [, module, configurations = ""] = MODULE.exec(line) ?? [];
    if (module === undefined) return "";
    const isForTests = configurations.split(",").every((name) => TEST.test(name.trim()));
    lines.push(`${module}=${isForTests ? "testRuntimeClasspath" : "runtimeClasspath"}\n`);
  }
  return `${lines.join("")}empty=\n`;
}
