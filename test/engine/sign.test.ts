/**
 * `sign`, `attest` and `verify` on a real engine, with cosign in its container and a registry that
 * only this host reaches, behind a login. GREENGATE_ENGINE_REGISTRY as for publish; cosign on this
 * host makes the keys.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Writable } from "node:stream";
import { connection, dag, type Secret } from "@dagger.io/dagger";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runRecords } from "../../dagger/src/core/run-record.ts";
import { temporary } from "../e2e/greengate.ts";
import { newKey, why as noTools, PASSWORD } from "../e2e/real-registry.ts";
import { loginProxy } from "../support/login-proxy.ts";
import { GREENGATE_ENGINE, gated, newService, SECONDS, said } from "./gated.ts";

const { GREENGATE_ENGINE_REGISTRY: registry } = process.env;
const [host = "", ...folders] = (registry ?? "").split("/");
const missing = GREENGATE_ENGINE && registry ? noTools : "GREENGATE_ENGINE or _REGISTRY is not set";
const why = missing === undefined ? "" : ` (${missing})`;
const LOGIN = { username: "ci", password: `login-${randomBytes(8).toString("hex")}` };

describe.skipIf(missing !== undefined)(`sign, attest, verify${why}`, { timeout: SECONDS }, () => {
  const path = [...folders, `greengate-${randomBytes(6).toString("hex")}`].join("/");
  const [reports, service] = [temporary(), newService()];
  const own = (port = 8080) => gated(port, undefined, service);
  let [key, proxy, at, digest] = ["", { port: 0, stop: () => {} }, "", ""];

  beforeAll(async () => {
    key = newKey();
    proxy = await loginProxy(host, LOGIN.username, LOGIN.password);
    // cosign asks names under .localhost without TLS.
    at = `registry.localhost:${proxy.port}/${path}`;
    await said(() => own().publish(`${host}/${path}:1`));
    await said(async () => (await own().report()).export(reports));
    const run: unknown = JSON.parse(readFileSync(`${reports}/run.json`, "utf8"));
    digest = runRecords.parse(run).image?.manifest ?? "";
  }, SECONDS);
  afterAll(() => proxy.stop());

  const secret = (text: string) => dag.setSecret(randomBytes(8).toString("hex"), text);
  const login = (password = LOGIN.password) =>
    [
      LOGIN.username,
      secret(`${password}\n`),
      dag.host().service([{ frontend: proxy.port, backend: proxy.port }]),
    ] as const;
  const keyed = (): [Secret, Secret] => [
    secret(readFileSync(`${key}.key`, "utf8")),
    // As `file:` gives it.
    secret(`${PASSWORD.COSIGN_PASSWORD}\n`),
  ];
  const vouch = (verb: "sign" | "attest", ref: string) =>
    said(() => {
      const folder = dag.host().directory(reports);
      return own()[verb](ref, folder, ...keyed(), undefined, undefined, ...login());
    });
  const verify = (ref: string, { gate = () => own(), by = key, maxAge = "24h" } = {}) =>
    said(() => {
      const file = dag.host().file(`${by}.pub`);
      return gate().verify(ref, file, undefined, undefined, maxAge, undefined, ...login());
    });

  it("refuses what is not signed, then what is not attested, then proves it", async () => {
    const image = `${at}@${digest}`;
    const nothing = await verify(image);
    for (const kind of ["signature", "verdict"]) expect(nothing).toContain(`[${kind}.absent]`);
    expect(nothing).toContain(`REFUSED: ${image} is not to be deployed. [proof.missing]`);
    expect(await vouch("sign", image)).toBe(`${image}\n`);
    const signed = await verify(image);
    expect(signed).not.toContain("[signature.absent]");
    expect(signed).toContain("[verdict.absent]");
    expect(await vouch("attest", `${at}:1`)).toBe(`${image}\n`);
    for (const ref of [image, `${at}:1`]) {
      expect(await verify(ref)).toMatch(new RegExp(`^VERIFIED: ${image}\n  verdict +(pass|warn)`));
    }
  });

  it("refuses another key, another policy, and what is too old", async () => {
    const image = `${at}@${digest}`;
    expect(await verify(image, { by: newKey() })).toContain("[signature.absent]");
    const other = await verify(image, { gate: () => own(8081) });
    expect(other).toContain("[verdict.other-policy]");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3_600_000 });
    // A scan of earlier today may have been reused: only then is it older than two hours.
    const old = await verify(image, { maxAge: "1h" });
    vi.useRealTimers();
    expect(old).toMatch(/It was scanned \d+ hours ago; 1 hour is allowed\. \[verdict\.stale\]/);
  });

  it("signs and attests no other image, and refuses it", async () => {
    const other = `${at}@sha256:${"0".repeat(64)}`;
    for (const verb of ["sign", "attest"] as const) {
      expect(await vouch(verb, other)).toContain("[image.other]");
    }
    expect(await verify(other)).toContain("REFUSED");
    expect(await verify(`${at}:none`)).toContain(`cosign could not find ${at}:none`);
  });

  it("says neither password, key nor login, also where it fails", async () => {
    let log = "";
    const LogOutput = new Writable({
      write: (chunk, _, done) => {
        log += String(chunk);
        done();
      },
    });
    await connection(
      async () => {
        const folder = dag.host().directory(reports);
        const [right] = keyed();
        const wrong = secret("a wrong password");
        const words = await own()
          .sign(`${at}@${digest}`, folder, right, wrong, undefined, undefined, ...login())
          .catch((error: Error) => error.message);
        expect(words).toMatch(/cosign could not sign: .*\[cosign\.sign\]/s);
        log += words;
        await own()
          .sign(`${at}@${digest}`, folder, ...keyed(), undefined, undefined, ...login("wrong one"))
          .catch((error: Error) => {
            log += error.message;
          });
      },
      { LogOutput },
    );
    expect(log).toContain("401 Unauthorized");
    const pair = Buffer.from(`${LOGIN.username}:wrong one`).toString("base64");
    for (const text of ["a wrong password", "wrong one", pair, "PRIVATE KEY"]) {
      expect(log).not.toContain(text);
    }
  });
});
