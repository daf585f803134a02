/**
 * Every image that Greengate runs, by digest: the one place where they are pinned. Tags are no pins:
 * Trivy's were moved to malicious images in March 2026 (CVE-2026-33634).
 */
export const IMAGES = {
  cosign:
    "ghcr.io/sigstore/cosign/cosign:v3.1.3@sha256:9e5c2f2edc34351160407ca3416c61855bdf9403c3c5936e0f0be7fc261611b8",
  trivy:
    "docker.io/aquasec/trivy:0.75.0@sha256:af6acf9a6b85dfe389a1941505c0ce9efef52a4719635e1a962f022a3d855daa",
  python:
    "docker.io/library/python:3.13-slim-bookworm@sha256:ed86c82274b3c69b52fb5820f358f0bd7df0b603332063cb5c6e32bd220c3e6e",
  zap: "ghcr.io/zaproxy/zaproxy:2.17.0@sha256:781a2bdaea47324e7bab583e2263f21d257b0aee61ed51521a5be45f5f5081ef",
} as const;

export type Images = Readonly<Record<keyof typeof IMAGES, string>>;

/**
 * @param given NAME=REFERENCE each, to take an image from a mirror
 * @throws Error on a name that there is not, and on a reference without a digest
 */
export function imagesWith(given: readonly string[]): Images {
  const images: Record<string, string> = { ...IMAGES };
  for (const each of given) {
    const [, name = "", reference = ""] = /^([^=]+)=(.+)$/.exec(each) ?? [];
    if (!(name in IMAGES)) {
      throw new Error(`--images ${each}: give NAME=REFERENCE, NAME one of ${Object.keys(IMAGES)}`);
    }
    if (!/@sha256:[0-9a-f]{64}$/.test(reference)) {
      throw new Error(`--images ${each}: a tag can be moved; end the reference with @sha256:…`);
    }
    images[name] = reference;
  }
  return images as Images;
}
