/** The image's archive in a reports folder: kept by a run, and refused where it is another. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecords } from "../../dagger/src/core/run-record.ts";
import { ociImage } from "../support/image.ts";
import { keptFolder } from "../support/published.ts";
import { greengate, temporary } from "./greengate.ts";
import { databaseOf, gate, trivyIsMissing } from "./real-trivy.ts";
import { JUDGED, run } from "./shop.ts";

const image = await ociImage("clean");
const other = await ociImage("eol");

describe("evaluate", () => {
  const changed = (change: (folder: string) => void) => {
    const folder = keptFolder(image);
    change(folder);
    return run("evaluate", folder, ...JUDGED);
  };

  it("accepts a kept image that is whole", () => {
    expect(changed(() => {}).exitCode).toBe(0);
  });

  it("refuses one that is another, or that nobody recorded", () => {
    const swap = (folder: string) => copyFileSync(other.path, join(folder, "image.tar"));
    expect(changed(swap)).toMatchObject({
      exitCode: 2,
      words: expect.stringContaining("is not what the run wrote"),
    });
    const unlist = (folder: string) => {
      const path = join(folder, "run.json");
      const records: unknown = JSON.parse(readFileSync(path, "utf8"));
      writeFileSync(path, JSON.stringify(Object.assign({}, records, { archive: undefined })));
    };
    expect(changed(unlist).words).toContain("is not in the run record");
  });
});

it("publish says what to install where crane is missing", () => {
  const args = ["publish", keptFolder(image), "127.0.0.1:1/team/shop:1", ...JUDGED];
  const nowhere = { PATH: "/nowhere", XDG_CACHE_HOME: temporary() };
  const { exitCode, stderr } = greengate(args, nowhere);
  expect(stderr).toContain("crane is not on this host");
  expect(exitCode).toBe(3);
});

const why = trivyIsMissing();
describe.skipIf(why !== undefined)(
  `gate with real Trivy${why ? ` (not here: ${why})` : ""}`,
  () => {
    const kept = (archive: string) => {
      const out = temporary();
      const what = ["--only", "trivy-image", "--image", archive, "--keep-image", "--out", out];
      const ended = gate(...what, "--database", databaseOf(new Date()));
      const records = runRecords.parse(JSON.parse(readFileSync(join(out, "run.json"), "utf8")));
      return { ...ended, out, records };
    };

    it("keeps the image that it scanned", () => {
      const { exitCode, out, records } = kept(image.path);
      expect(exitCode).toBe(0);
      expect(records.image).toMatchObject({ config: image.config, manifest: image.manifest });
      expect(records.archive?.path).toBe("image.tar");
      expect(readFileSync(join(out, "image.tar"))).toEqual(readFileSync(image.path));
    });

    it("says where one can't be published by digest", () => {
      const { stderr } = kept("test/fixtures/images/clean.tar");
      expect(stderr).toContain("no OCI manifest");
    });
  },
);
