/**
 * CocoaPods' parts of a pod, `Firebase/Core (6.0.0)`: Trivy looks them up under that name, and
 * advisories have the pod's, which need not be listed by itself (measured, 0.76).
 */

/** A pod, however it is quoted, with its version: what it wants in turn stands deeper, and has none. */
const PART = /^( {2}- ["']?[^\s"'/(]+)\/[^\s"'(]+(?= \()/gm;

/** @returns undefined where it has none */
export function withPodNames(text: string): string | undefined {
  const own = text.replace(PART, "$1");
  return own === text ? undefined : own;
}
