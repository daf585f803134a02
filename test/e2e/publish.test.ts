/** `greengate publish` with real crane and cosign, against a registry on loopback. */
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SBOM } from "../../dagger/src/scanners/trivy/sbom.ts";
import { fileOf } from "../support/baseline.ts";
import { type OciImage, ociImage } from "../support/image.ts";
import { blocked } from "../support/proofs.ts";
import { keptFolder, runOver, sbomOf } from "../support/published.ts";
import { stageOf, withReport } from "../support/run.ts";
import { greengate, temporary } from "./greengate.ts";
import { real, why } from "./real-registry.ts";
import { JUDGED, publish, Shop } from "./shop.ts";

const image = await ociImage("clean");
const other = await ociImage("eol");
const kept = (change: (folder: string) => void = () => {}, what: OciImage = image) => {
  const folder = keptFolder(what);
  change(folder);
  return folder;
};

function incomplete(): string {
  const run = runOver(image);
  stageOf(run, "zap-baseline").status = "failed";
  return keptFolder(image, run);
}

/** As a run leaves it that was not told to keep its image. */
function withoutImage(folder: string): void {
  const path = join(folder, "run.json");
  const records = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...records, archive: undefined }));
  rmSync(join(folder, "image.tar"));
}

const OTHER = fileOf("greengate.yaml", "version: 1\nservice: { name: shop, paths: [/livez] }\n");

/** What is given, how it ends, and what it says. */
const REFUSALS: [string, () => string, 1 | 2 | 3, string, ...string[]][] = [
  ["a folder without a run", temporary, 2, "run.json is not there. Name the folder"],
  ["a verdict that blocks", () => keptFolder(image, blocked(image)), 1, "verdict.block"],
  ["an incomplete one", incomplete, 3, "[verdict.incomplete] Nothing was pushed."],
  ["a stale scan", kept, 3, "ran 2 days ago", "--now", "2026-11-26T05:00:00Z"],
  ["one older than --max-age", kept, 3, "scan.stale", "--max-age", "2h"],
  ["another policy", kept, 3, "No answer of /livez", "--policy", OTHER],
  ["a policy of another scope", kept, 3, "did not look at what", "--policy", "greengate.yaml"],
  ["a folder without the image", () => kept(withoutImage), 3, "archive.not-kept"],
  [
    "another image in its place",
    () => kept((folder) => copyFileSync(other.path, join(folder, "image.tar"))),
    3,
    "archive.changed",
  ],
  [
    "another image, well listed",
    () => kept(undefined, { ...image, path: other.path }),
    3,
    "image.other",
  ],
  [
    "a damaged archive",
    () => kept((folder) => appendFileSync(join(folder, "image.tar"), "\n")),
    3,
    "archive.changed",
  ],
  [
    "an archive without a manifest",
    () => kept(undefined, { ...image, path: "test/fixtures/images/clean.tar" }),
    3,
    "archive.no-manifest",
  ],
  [
    "an SBOM of another image",
    () => keptFolder(image, withReport(runOver(image), "trivy-image", sbomOf(other.config), SBOM)),
    3,
    "sbom.other-image",
  ],
];

const here = why === undefined ? "" : ` (not here: ${why})`;
describe.skipIf(why !== undefined)(`publish to a real registry${here}`, () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.stop());

  it("pushes the scanned image under the digest that was scanned, and says it", () => {
    const ref = shop.name();
    const { exitCode, stdout } = greengate(["publish", kept(), ref, ...JUDGED]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${ref}@${image.manifest}\n`);
    expect(real("crane", "digest", ref)).toBe(image.manifest);
    real("crane", "validate", "--remote", ref);
  });

  it.each(REFUSALS)("refuses %s", (_, folder, exitCode, words, ...more) => {
    const ref = shop.name();
    const ended = publish(folder(), ref, "--key", `${shop.key}.key`, ...more);
    expect(ended.words.replace(/\s+/g, " ")).toContain(words);
    expect(ended.exitCode).toBe(exitCode);
    expect(() => real("crane", "ls", ref.replace(/:1\.0$/, ""))).toThrow("NAME_UNKNOWN");
  });

  it("asks for what only runs after a push once it signs, not before", () => {
    const policy = join(temporary(), "greengate.yaml");
    writeFileSync(policy, "version: 1\nrequire: [ecr-scan]\n");
    const [ref, how] = [shop.name(), ["--policy", policy]];
    const { exitCode, words } = publish(kept(), ref, "--key", `${shop.key}.key`, ...how);
    expect(words).toContain("ecr-scan did not run");
    expect(exitCode).toBe(3);
    expect(publish(kept(), ref, ...how).exitCode).toBe(0);
  });

  it("judges one service of several by its own policy", () => {
    const policy = (name: string) => {
      const file = join(temporary(), "greengate.yaml");
      const services = `[{ name: ${name}, path: . }, { name: other, path: other }]`;
      writeFileSync(file, `version: 1\nservices: ${services}\n`);
      return ["--policy", file];
    };
    const [ref, how] = [shop.name(), policy("shop")];
    expect(publish(kept(), ref, ...policy("till")).words).toContain("folder.other-service");
    expect(publish(kept(), ref, "--key", `${shop.key}.key`, ...how).exitCode).toBe(0);
    expect(shop.verify(ref, ...how, "--service", "shop").exitCode).toBe(0);
    expect(shop.verify(ref, ...how, "--service", "other").words).toContain("verdict.other-policy");
    expect(shop.verify(ref, ...how).exitCode).toBe(2);
  });

  it("believes no verdict.json", () => {
    const folder = keptFolder(image, blocked(image));
    writeFileSync(join(folder, "verdict.json"), '{"schema":1,"verdict":"pass"}');
    expect(publish(folder, shop.name()).exitCode).toBe(1);
  });

  it("moves no tag where it can't sign, and says no password", () => {
    const ref = shop.name();
    const args = ["publish", kept(), ref, "--key", `${shop.key}.key`, ...JUDGED];
    const { exitCode, stdout, stderr } = greengate(args, { COSIGN_PASSWORD: "hunter2" });
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain("cosign.sign");
    expect(stderr).not.toContain("hunter2");
    expect(() => real("crane", "digest", ref)).toThrow("MANIFEST_UNKNOWN");
  });

  it("says so where the registry does not answer", () => {
    const { exitCode, words } = publish(kept(), "127.0.0.1:1/team/shop:1");
    expect(words).toContain("registry.failed");
    expect(exitCode).toBe(3);
  });
});
