/** Secrets in what a web server's official image serves. Real Trivy over an image. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageWith } from "../support/java.ts";
import { temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const TOKEN = Buffer.from(`const token = "ghp_${"Z9x8Y7w6V5".repeat(4).slice(0, 36)}";\n`);

describe.skipIf(why)(`web roots${why ? ` (${why})` : ""}`, () => {
  it("are searched, and what a distribution lays beside them is not", async () => {
    const served = ["usr/share/caddy/app.js", "usr/share/nginx/html/assets/app.js"];
    const others = ["usr/share/nginxx/a", "usr/share/cad/a", "usr/share/doc/a", "usr/lib/a"];
    const image = await imageWith([...served, ...others].map((path) => [path, TOKEN] as const));
    const out = temporary();
    gate(
      ...["--only", "trivy-image", "--image", image, "--out", out],
      ...["--database", databaseOf(new Date())],
    );
    const { verdict, findings } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
    expect(verdict).toBe("block");
    const places = findings.flatMap(({ locations }: { locations: { path: string }[] }) =>
      locations.map(({ path }) => path),
    );
    expect(places.toSorted()).toEqual(served.map((path) => `/${path}`));
  });
});
