/** Dockerfiles under names and in places that Trivy itself passes over, and where there is none. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { greengate, temporary } from "./greengate.ts";
import { trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const DOCKERFILE = "FROM alpine:3.23\nRUN cd /tmp && ls\n";
const POD =
  "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers:\n  - { name: c, image: registry.example/c:1 }\n";

function scanned(files: Record<string, string>, link?: string) {
  const [source, out] = [temporary(), temporary()];
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  if (link !== undefined) symlinkSync(link, join(source, "Dockerfile"));
  const args = ["--source", source, "--out", out, "--only", "trivy-config"];
  greengate(["gate", "--install-tools", ...args]);
  const { stages, findings } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const stage = stages.find((each: { stage: string }) => each.stage === "trivy-config");
  return { state: stage.state, text: JSON.stringify(stage), found: JSON.stringify(findings) };
}

const policy = (dockerfile: string) => `version: 1\nservice: { dockerfile: "${dockerfile}" }\n`;

describe.skipIf(why !== undefined)(`Dockerfiles${why ? ` (not here: ${why})` : ""}`, () => {
  it.each(["docker/dockerfile", "Dockerfile-alpine", "build/image, the.build", "dev/Dockerfile"])(
    "%s is read",
    (path) => {
      const { state, found } = scanned({ "greengate.yaml": policy(path), [path]: DOCKERFILE });
      expect(state).toBe("complete");
      expect(found).toContain(`"path":${JSON.stringify(path)}`);
    },
  );

  it("so is a manifest in a folder that Trivy does not enter", () => {
    const files = { "greengate.yaml": policy("none"), "dev/k8s/pod.yaml": POD };
    const { state, found } = scanned(files);
    expect(state).toBe("complete");
    expect(found).toContain('"path":"dev/k8s/pod.yaml"');
  });

  it("Terraform there stays what it was, missing, in words that say why", () => {
    const files = { "greengate.yaml": policy("none"), "dev/main.tf": 'variable "a" {}\n' };
    const { state, text } = scanned(files);
    expect(state).toBe("incomplete");
    expect(text).toContain("dev/main.tf was not evaluated: Trivy enters no dev at the top.");
  });

  it("none at the top: those elsewhere are named", () => {
    const files = { "web/Dockerfile": DOCKERFILE, "api/v1/Dockerfile": DOCKERFILE };
    const { state, text } = scanned(files);
    expect(state).toBe("incomplete");
    expect(text).toContain("The source has no Dockerfile at its top.");
    expect(text).toContain("Dockerfiles here: web/Dockerfile, api/v1/Dockerfile. Name");
  });

  it("those that are not the service's are named as not looked at", () => {
    const { state, text } = scanned({ Dockerfile: DOCKERFILE, "web/Dockerfile": DOCKERFILE });
    expect(state).toBe("complete");
    expect(text).toContain("not this service's, so not looked at: web/Dockerfile.");
  });

  it("a link: what it leads to is named", () => {
    const { state, text } = scanned(
      { "docker/Dockerfile.debian": DOCKERFILE },
      "docker/Dockerfile.debian",
    );
    expect(state).toBe("incomplete");
    expect(text).toContain("Name docker/Dockerfile.debian as service.dockerfile");
  });
});
