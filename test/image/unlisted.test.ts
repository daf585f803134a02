/** Which shared libraries and well-known programs of an image no package lists. */
import { describe, expect, it } from "vitest";
import { isWanted } from "../../dagger/src/image/contents.ts";
import { readImage } from "../../dagger/src/image/files.ts";
import { type Unlisted, unlisted } from "../../dagger/src/image/unlisted.ts";
import { type Entry, tar, tarBytes } from "../support/tar.ts";

const file = (name: string, content = "x"): Entry => [name, Buffer.from(content)];
const link = (name: string, target: string): Entry => [
  name,
  Buffer.alloc(0),
  { type: "2", target },
];

const found = async (...layers: readonly (readonly Entry[])[]) =>
  (await read(...layers)).unlistedLibraries;
const programs = async (...layers: readonly (readonly Entry[])[]) =>
  (await read(...layers)).unlistedPrograms;

async function read(...layers: readonly (readonly Entry[])[]): Promise<Unlisted> {
  const names = layers.map((_, index) => `${index}.tar`);
  const manifest = [{ Config: "config.json", Layers: names }];
  const image = tar([
    file("manifest.json", JSON.stringify(manifest)),
    file("config.json", "{}"),
    ...layers.map((layer, index): Entry => [`${index}.tar`, tarBytes(layer)]),
  ]);
  const content = await readImage(image, isWanted);
  if (!content.ok) throw new Error(content.error.message);
  return unlisted(content.value);
}

const MULTIARCH = "usr/lib/x86_64-linux-gnu";
const LIBC = `${MULTIARCH}/libc.so.6`;
const PQ = `${MULTIARCH}/libpq.so.5`;
const status = (...names: string[]): string =>
  names.map((name) => `Package: ${name}\nStatus: install ok installed\n`).join("\n");
const list = (...paths: string[]): string => `/.\n/usr\n${paths.map((p) => `/${p}\n`).join("")}`;
const md5sums = (...paths: string[]): string =>
  paths.map((path) => `${"0".repeat(32)}  ${path}\n`).join("");

const DISTROLESS = [
  file(LIBC),
  file("var/lib/dpkg/status.d/libc6", status("libc6")),
  file("var/lib/dpkg/status.d/libc6.md5sums", md5sums(LIBC)),
];
const DEBIAN = [
  link("lib", "usr/lib"),
  file(LIBC),
  file("var/lib/dpkg/status", status("libc6")),
  file("var/lib/dpkg/info/libc6:amd64.list", list("lib/x86_64-linux-gnu/libc.so.6")),
];
const ALPINE = [
  file("lib/libc.musl-x86_64.so.1"),
  file("lib/apk/db/installed", "P:musl\nF:lib\nR:libc.musl-x86_64.so.1\n\n"),
];

describe.each([
  ["distroless", DISTROLESS, LIBC],
  ["Debian", DEBIAN, LIBC],
  ["Alpine", ALPINE, "lib/libc.musl-x86_64.so.1"],
] as const)("on %s", (_name, base, own) => {
  it("none of its own", async () => {
    expect(await found(base)).toEqual([]);
  });

  it.each([PQ, "usr/lib/libpq.so", "lib64/ld-linux-x86-64.so.2", "usr/local/lib/libvips.so.42.1"])(
    "%s, copied onto it or built in one layer with its packages",
    async (path) => {
      expect(await found(base, [file(path)])).toEqual([path]);
      expect(await found([...base, file(path)])).toEqual([path]);
    },
  );

  it("its own, written over", async () => {
    expect(await found(base, [file(own)])).toEqual([own]);
  });

  it.each([
    "usr/lib/python3/dist-packages/a.libs/liba.so",
    "usr/local/lib/node_modules/a/liba.so",
    "opt/app/lib/liba.so",
    "usr/lib/a.so",
    "usr/lib/liba.a",
  ])("not %s", async (path) => {
    expect(await found(base, [file(path)])).toEqual([]);
  });

  it("not a link", async () => {
    expect(await found(base, [link("usr/lib/liba.so", own)])).toEqual([]);
  });
});

it("a runtime's own, where its program is not there to be asked", async () => {
  const python = file("usr/local/lib/libpython3.12.so.1.0");
  expect(await found(DISTROLESS, [python])).toEqual(["usr/local/lib/libpython3.12.so.1.0"]);
  expect(await found(DISTROLESS, [python, file("usr/local/bin/python3.12")])).toEqual([]);
  expect(await found(DISTROLESS, [python, file("usr/local/bin/ruby")])).toHaveLength(1);
});

it("none whose package's entry was copied with it", async () => {
  const entry = [
    file("var/lib/dpkg/status.d/libpq5", status("libpq5")),
    file("var/lib/dpkg/info/libpq5.list", list(PQ)),
  ];
  expect(await found(DISTROLESS, [file(PQ), ...entry])).toEqual([]);
  expect(await found(DISTROLESS, [file(PQ)], entry)).toEqual([]);
  expect(await found(DISTROLESS, entry, [file(PQ)])).toEqual([PQ]);
  expect(await found(DISTROLESS, [file(PQ), ...entry.slice(1)])).toEqual([PQ]);
});

it("nothing is known of a layer with packages of which one has no list", async () => {
  const base = [...DEBIAN.filter(([name]) => !name.endsWith(".list")), file(PQ)];
  expect(await found(base)).toEqual([]);
  expect(await found(base, [file("usr/lib/liba.so.1")])).toEqual(["usr/lib/liba.so.1"]);
  const chiselled = [file(LIBC), file("var/lib/dpkg/status.d/libc6", status("libc6"))];
  expect(await found(chiselled)).toEqual([]);
});

it("nor of one in which RPM wrote its database", async () => {
  const base = [file("usr/lib64/libc.so.6"), file("var/lib/rpm/rpmdb.sqlite")];
  expect(await found(base)).toEqual([]);
  expect(await found(base, [file("usr/lib64/liba.so.1")])).toEqual(["usr/lib64/liba.so.1"]);
});

it("nor of Azure Linux' distroless, which has a list of packages in the database's place", async () => {
  const base = [file("usr/lib/libc.so.6"), file("var/lib/rpmmanifest/container-manifest-2")];
  expect(await found(base)).toEqual([]);
  expect(await found(base, [file("usr/lib/liba.so.1")])).toEqual(["usr/lib/liba.so.1"]);
});

it("none that a package of Python brought, as long as it is that one's", async () => {
  const tbb = "usr/local/lib/libtbb.so.12";
  const info = "usr/local/lib/python3.12/site-packages/tbb-2023.2.0.dist-info";
  const record = file(`${info}/RECORD`, "../../libtbb.so.12,sha256=a,1\ntbb/a.py,sha256=b,2\n");
  expect(await found(DEBIAN, [file(tbb), record])).toEqual([]);
  expect(await found(DEBIAN, [file(tbb), record], [file(tbb)])).toEqual([tbb]);
});

describe("well-known programs", () => {
  const program = (name: string): Entry => [name, Buffer.from("x"), { mode: "755" }];

  it.each([
    "usr/local/bin/haproxy",
    "usr/local/bin/redis-server",
    "usr/local/lib/erlang/erts-15.2/bin/beam.smp",
    "usr/local/bin/perl5.40.1",
    "root/.cache/ms-playwright/chromium-1155/chrome-linux/chrome",
    "bun",
  ])("%s, built or copied", async (path) => {
    expect(await programs(DEBIAN, [program(path)])).toEqual([path]);
    expect(await programs([...DISTROLESS, program(path)])).toEqual([path]);
  });

  it("none that a package lists, as long as it is that one's", async () => {
    const base = [
      ...DEBIAN,
      program("usr/bin/perl"),
      file("var/lib/dpkg/info/perl-base.list", list("usr/bin/perl")),
      file("var/lib/dpkg/status", status("libc6", "perl-base")),
    ];
    expect(await programs(base)).toEqual([]);
    expect(await programs(base, [program("usr/bin/perl")])).toEqual(["usr/bin/perl"]);
  });

  it.each([
    ["a package of npm's", program("app/node_modules/ffmpeg-static/ffmpeg")],
    ["a package of Python's", program("usr/lib/python3.12/site-packages/x/bin/ffmpeg")],
    ["a script that starts it", program("etc/init.d/redis-server")],
    ["no program", file("usr/share/bash-completion/completions/git")],
    ["another name", program("usr/local/bin/perldoc")],
  ])("not %s", async (_what, entry) => {
    expect(await programs(DEBIAN, [entry])).toEqual([]);
  });

  it("not what Bitnami's own list tells Trivy of", async () => {
    const redis = program("opt/bitnami/redis/bin/redis-server");
    expect(await programs(DEBIAN, [redis])).toEqual([redis[0]]);
    const told = file("opt/bitnami/redis/.spdx-redis.spdx");
    expect(await programs(DEBIAN, [redis, told])).toEqual([]);
  });

  it("nothing is known of a layer in which RPM wrote its database", async () => {
    const base = [program("usr/bin/curl"), file("var/lib/rpm/rpmdb.sqlite")];
    expect(await programs(base)).toEqual([]);
    expect(await programs(base, [program("usr/bin/curl")])).toEqual(["usr/bin/curl"]);
  });
});

describe("what nobody writes takes no time", () => {
  const plain = { kind: "file", executable: false, target: "", layers: [0] } as const;
  const seconds = (files: Record<string, object>): number => {
    const all = Object.entries(files).map(([name, more]) => [name, { ...plain, ...more }] as const);
    const start = performance.now();
    unlisted({
      ...{ files: new Map(all), layered: new Set() },
      ...{ commandsBehind: undefined, unsearchedLinks: [] },
    });
    return (performance.now() - start) / 1000;
  };

  it("a name of a hundred thousand letters", () => {
    expect(seconds({ [`lib/lib${".so".repeat(40_000)}!`]: {} })).toBeLessThan(1);
  });

  it("a list of files in two thousand folders, one in the other", () => {
    const deep = Array.from({ length: 5_000 }, (_, index) => `/${"a/".repeat(2000)}${index}\n`);
    const files = {
      "lib/liba.so": {},
      "var/lib/dpkg/status": { content: Buffer.from(status("a")) },
      "var/lib/dpkg/info/a.list": { content: Buffer.from(deep.join("")) },
    };
    expect(seconds(files)).toBeLessThan(3);
  });
});
