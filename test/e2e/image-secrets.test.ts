/** Where secrets in an image are found. Real Trivy over images. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageWith } from "../support/java.ts";
import type { Entry } from "../support/tar.ts";
import { temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";

const why = trivyIsMissing();
const TOKEN = Buffer.from(`const token = "ghp_${"Z9x8Y7w6V5".repeat(4).slice(0, 36)}";\n`);

async function decided(...layers: readonly (readonly Entry[])[]) {
  const out = temporary();
  gate(
    ...["--only", "trivy-image", "--image", await imageWith(...layers), "--out", out],
    ...["--database", databaseOf(new Date())],
  );
  const { verdict, findings, stages } = JSON.parse(readFileSync(join(out, "verdict.json"), "utf8"));
  const places: string[] = findings.flatMap(({ locations }: { locations: { path: string }[] }) =>
    locations.map(({ path }) => path),
  );
  const codes: string[] = stages.flatMap(({ gaps }: { gaps: { code: string }[] }) =>
    gaps.map(({ code }) => code).filter((code) => code !== "stage.missing"),
  );
  return { verdict, places: places.toSorted(), codes };
}

const withToken = (paths: readonly string[]): Entry[] => paths.map((path) => [path, TOKEN]);

describe.skipIf(why)(`secrets in an image${why ? ` (${why})` : ""}`, () => {
  it("are found in what a server serves, and not in what a distribution lays beside it", async () => {
    const served = [
      "usr/share/caddy/app.js",
      "usr/share/nginx/html/assets/app.js",
      "usr/src/wordpress/wp-config.php",
      "usr/src/wordpress/wp-content/themes/ours/functions.php",
    ];
    const others = [
      ...["usr/share/nginxx/a", "usr/share/cad/a", "usr/share/doc/a", "usr/lib/a"],
      "usr/src/wordpress/wp-includes/a.php",
    ];
    expect(await decided(withToken([...served, ...others]))).toEqual({
      verdict: "block",
      places: served.map((path) => `/${path}`),
      codes: [],
    });
  });

  it("are found in a file that is named as Greengate's own for Trivy was", async () => {
    const { verdict, places } = await decided(withToken(["secrets.yaml"]));
    expect({ verdict, places }).toEqual({ verdict: "block", places: ["/secrets.yaml"] });
  });

  it("are looked for by nobody in a hard link out of where Trivy looks for none", async () => {
    const link: Entry = ["app/b.env", Buffer.alloc(0), { type: "1", target: "tests/a.env" }];
    expect(await decided([...withToken(["tests/a.env"]), link])).toEqual({
      verdict: "incomplete",
      places: [],
      codes: ["image.links-unsearched"],
    });
  });
});
