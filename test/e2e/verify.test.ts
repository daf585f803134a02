/** `greengate verify`, `sign` and `attest` with real crane and cosign, against a registry on loopback. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attestationsOf } from "../../dagger/src/registry/evidence.ts";
import { ociImage } from "../support/image.ts";
import { blocked } from "../support/proofs.ts";
import { evidenceOf, keptFolder, runOver } from "../support/published.ts";
import { newKey, real, why } from "./real-registry.ts";
import { JUDGED, publish, run, Shop } from "./shop.ts";

const image = await ociImage("clean");

/** What `attest` would sign, the verdict's first. */
function attestations(of = runOver(image)) {
  const all = attestationsOf(evidenceOf(of));
  if (!all.ok) throw new Error(all.error.message);
  return all.value;
}

const here = why === undefined ? "" : ` (not here: ${why})`;
describe.skipIf(why !== undefined)(`verify against a real registry${here}`, () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.stop());

  it("accepts what is signed, attested, of this policy and fresh", () => {
    const { exitCode, words } = shop.verify(shop.proven(image));
    expect(words).toContain(`VERIFIED: ${shop.at}`);
    expect(words).toContain("database   updated 2026-11-24T02:43:25");
    expect(exitCode).toBe(0);
  });

  it("accepts what `sign` and `attest` made of an image that was pushed by other means", () => {
    const [folder, ref] = [keptFolder(image), shop.name()];
    expect(publish(folder, ref).exitCode).toBe(0);
    const by = `${ref}@${image.manifest}`;
    const how = ["--key", `${shop.key}.key`, ...JUDGED];
    expect(run("attest", folder, by, ...how).exitCode).toBe(0);
    expect(shop.verify(by).words).toContain("signature.absent");
    expect(run("sign", folder, by, ...how).exitCode).toBe(0);
    expect(shop.verify(by).exitCode).toBe(0);
  });

  it("signs and attests no image but the scanned one, and none of a red verdict", () => {
    const ref = shop.proven(image);
    const red = keptFolder(image, blocked(image));
    const other = keptFolder({ ...image, manifest: `sha256:${"0".repeat(64)}` });
    for (const verb of ["sign", "attest"]) {
      const how = [ref, "--key", `${shop.key}.key`, ...JUDGED];
      expect(run(verb, red, ...how).exitCode).toBe(1);
      expect(run(verb, other, ...how).words).toContain("image.other");
    }
  });

  it("refuses what is not signed, though `cosign verify` takes any attestation for a signature", () => {
    const ref = shop.name();
    publish(keptFolder(image), ref);
    expect(shop.verify(ref).exitCode).toBe(3);
    shop.attest(ref, "verdict", { result: "FAILED" });
    real("cosign", "verify", "--key", `${shop.key}.pub`, "--insecure-ignore-tlog=true", ref);
    const { exitCode, words } = shop.verify(ref);
    expect(words).toContain("signature.absent");
    expect(words).toContain("verdict.malformed");
    expect(exitCode).toBe(3);
  });

  it("refuses what another key signed", () => {
    const ref = shop.proven(image);
    const { exitCode, words } = run("verify", ref, "--key", `${newKey()}.pub`, ...JUDGED);
    expect(words).toContain("signature.absent");
    expect(words).toContain("verdict.absent");
    expect(exitCode).toBe(3);
  });

  it.each(["verdict", "vulnerabilities", "sbom"] as const)(
    "refuses where the %s is absent",
    (kind) => {
      const ref = shop.name();
      publish(keptFolder(image), ref);
      shop.attest(ref, "signature", {});
      const list = attestations();
      for (const each of list.filter((one) => one.kind !== kind)) {
        shop.attest(ref, each.kind, each.predicate);
      }
      const { exitCode, words } = shop.verify(ref);
      expect(words).toContain(`${kind}.absent`);
      expect(exitCode).toBe(3);
      for (const each of list.filter((one) => one.kind === kind)) {
        shop.attest(ref, each.kind, each.predicate);
      }
      expect(shop.verify(ref).exitCode).toBe(0);
    },
  );

  it("refuses what is signed of another image, hung on this one", () => {
    const [repository = ""] = shop.proven(image).split(/:1\.0$/);
    real("crane", "push", "test/fixtures/images/eol.tar", `${repository}:eol`);
    const digest = real("crane", "digest", `${repository}:eol`);
    const referrers = (of: string) => `${repository}:${of.replace(":", "-")}`;
    real("crane", "copy", referrers(image.manifest), referrers(digest));
    const { exitCode, words } = shop.verify(`${repository}@${digest}`);
    expect(words).toContain("provided artifact digest does not match");
    expect(words).toContain("verdict.absent");
    expect(exitCode).toBe(3);
  });

  it.each([
    ["too old", ["--max-age", "2h"], "verdict.stale"],
    ["too old for the policy", ["--now", "2026-11-26T05:00:00Z"], "verdict.stale"],
    ["from the future", ["--now", "2026-11-23T05:00:00Z"], "verdict.from-the-future"],
    ["of another policy", ["--policy", "greengate.yaml"], "verdict.other-policy"],
  ])("refuses what is %s", (_, more, code) => {
    const { exitCode, words } = shop.verify(shop.proven(image), ...more);
    expect(words).toContain(code);
    expect(exitCode).toBe(3);
  });

  it("refuses a blocking verdict with exit code 1, also beside an older green one", () => {
    const ref = shop.proven(image);
    const red = blocked(image);
    red.now += 1000;
    shop.attest(ref, "verdict", attestations(red)[0]?.predicate);
    const { exitCode, words } = shop.verify(ref);
    expect(words).toContain("The signed verdict is block");
    expect(exitCode).toBe(1);
  });

  it("refuses what is not there", () => {
    const { exitCode, words } = shop.verify(shop.name());
    expect(words).toContain("The registry has no such image");
    expect(exitCode).toBe(3);
  });

  it("says nothing of what is signed where the registry does not answer", () => {
    const { exitCode, words } = shop.verify(`127.0.0.1:1/shop@${image.manifest}`);
    expect(words).toContain("registry.failed");
    expect(words).toContain("does not answer from here");
    expect(words).not.toContain("signature.absent");
    expect(exitCode).toBe(3);
  });
});

it.each([
  [["publish", "folder"], "publish takes REPORTS_DIR and REF"],
  [["publish", "folder", `a/b@sha256:${"a".repeat(64)}`], "publish takes a tag"],
  [["publish", "folder", "a/b:1", "--key", "/nowhere"], "No such file: /nowhere"],
  [["publish", "folder", "a/b:1", "--max-age", "soon"], "--max-age is no duration: soon"],
  [["sign", "folder", "a/b:1"], "sign needs --key KEY or --keyless"],
  [["attest", "folder", "a/b:1"], "attest needs --key KEY or --keyless"],
  [["verify", "a/b:1"], "verify needs --key, or"],
  [["verify", "a/b:1", "--certificate-identity", "me"], "verify needs --key, or"],
  [["verify", "A B", "--key", "test/fixtures/policy.yaml"], "This is no name of an image"],
])("2: bad usage %j", (args, words) => {
  const ended = run(...args);
  expect(ended.words).toContain(words);
  expect(ended.exitCode).toBe(2);
});
