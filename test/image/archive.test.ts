/** Image archives, whole and tampered with. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { verifyArchive } from "../../dagger/src/image/archive.ts";
import { temporary } from "../e2e/greengate.ts";
import { tar } from "../support/tar.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface Parts {
  layer: Buffer;
  packed: Buffer;
  config: Buffer;
  entries: [string, Buffer][];
}

/** An image as BuildKit exports it: docker's manifest.json over an OCI layout. */
function image(): Parts {
  const layer = Buffer.alloc(1024);
  const packed = gzipSync(layer);
  const config = Buffer.from(JSON.stringify({ rootfs: { diff_ids: [`sha256:${sha256(layer)}`] } }));
  const described = (bytes: Buffer) => ({ digest: `sha256:${sha256(bytes)}` });
  const manifest = Buffer.from(
    JSON.stringify({ config: described(config), layers: [described(packed)] }),
  );
  const blob = (bytes: Buffer) => `blobs/sha256/${sha256(bytes)}`;
  const entries: [string, Buffer][] = [
    [blob(layer === packed ? layer : packed), packed],
    [blob(config), config],
    [blob(manifest), manifest],
    [
      "index.json",
      Buffer.from(JSON.stringify({ manifests: [{ digest: `sha256:${sha256(manifest)}` }] })),
    ],
    [
      "manifest.json",
      Buffer.from(JSON.stringify([{ Config: blob(config), Layers: [blob(packed)] }])),
    ],
  ];
  return { layer, packed, config, entries };
}

it("names configuration and manifest", async () => {
  const { config, entries } = image();
  const verified = await verifyArchive(tar(entries));
  expect(verified).toEqual({
    ok: true,
    value: {
      config: `sha256:${sha256(config)}`,
      manifest: `sha256:${sha256(entries[2]?.[1] ?? Buffer.alloc(0))}`,
      user: "",
    },
  });
});

it("takes what docker saves, as recorded", async () => {
  expect((await verifyArchive("test/fixtures/images/clean.tar")).ok).toBe(true);
});

const FAULTS: Record<string, [(parts: Parts) => void, RegExp]> = {
  "a layer swapped under its name": [
    ({ entries }) => {
      if (entries[0]) entries[0][1] = gzipSync(Buffer.alloc(512, 1));
    },
    /is not what its name says/,
  ],
  "a layer that the configuration does not name": [
    ({ entries, config }) => {
      const other = Buffer.alloc(512, 1);
      const name = `blobs/sha256/${sha256(other)}`;
      entries[0] = [name, other];
      const text = JSON.stringify([{ Config: `blobs/sha256/${sha256(config)}`, Layers: [name] }]);
      entries[4] = ["manifest.json", Buffer.from(text)];
    },
    /not the one that the configuration names/,
  ],
  "an entry named twice": [
    ({ entries }) => void entries.push(["./manifest.json", Buffer.from("[]")]),
    /two entries named manifest.json/,
  ],
  "two images": [
    ({ entries }) => {
      const one = JSON.parse((entries[4]?.[1] ?? "").toString()) as unknown[];
      entries[4] = ["manifest.json", Buffer.from(JSON.stringify([...one, ...one]))];
    },
    /exactly one image/,
  ],
  "an index of another image": [
    ({ entries }) => {
      const text = JSON.stringify({ manifests: [{ digest: `sha256:${"0".repeat(64)}` }] });
      entries[3] = ["index.json", Buffer.from(text)];
    },
    /another image/,
  ],
  "fewer layers than the configuration has": [
    ({ entries, config }) => {
      const text = JSON.stringify([{ Config: `blobs/sha256/${sha256(config)}`, Layers: [] }]);
      entries[4] = ["manifest.json", Buffer.from(text)];
    },
    /number of layers/,
  ],
  "layers under a second spelling of their key, which Trivy would scan": [
    ({ entries }) => {
      const [one] = JSON.parse((entries[4]?.[1] ?? "").toString()) as [object];
      const text = JSON.stringify([{ ...one, layers: [] }]);
      entries[4] = ["manifest.json", Buffer.from(text)];
    },
    /one key in two spellings/,
  ],
  "a manifest with other layers, which would be published": [
    ({ entries, config }) => {
      const other = gzipSync(Buffer.alloc(512, 1));
      const digests = [config, other].map((bytes) => ({ digest: `sha256:${sha256(bytes)}` }));
      const manifest = Buffer.from(
        JSON.stringify({ config: digests[0], layers: digests.slice(1) }),
      );
      const digest = `sha256:${sha256(manifest)}`;
      entries[2] = [`blobs/sha256/${sha256(manifest)}`, manifest];
      entries[3] = ["index.json", Buffer.from(JSON.stringify({ manifests: [{ digest }] }))];
      entries.push([`blobs/sha256/${sha256(other)}`, other]);
    },
    /other layers than its configuration/,
  ],
  "no manifest": [({ entries }) => void entries.splice(4), /manifest.json is absent/],
};

it.each(Object.entries(FAULTS))("refuses %s", async (_, [break_, words]) => {
  const parts = image();
  break_(parts);
  const verified = await verifyArchive(tar(parts.entries));
  expect(verified.ok ? "taken" : verified.error.message).toMatch(words);
});

it("refuses every cut of an archive", async () => {
  const whole = readFileSync(tar(image().entries));
  for (let length = 0; length < whole.length - 1024; length += 256) {
    const path = join(temporary(), "cut.tar");
    writeFileSync(path, whole.subarray(0, length));
    expect((await verifyArchive(path)).ok).toBe(false);
  }
});
