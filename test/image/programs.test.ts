/** Which programs of an image bear a runtime's name, through its layers, and who brought them. */
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { questionsOn } from "../../dagger/src/folder/runtime.ts";
import { readImage } from "../../dagger/src/image/files.ts";
import {
  type Found,
  findPrograms,
  noneOf,
  tellsOfPrograms,
} from "../../dagger/src/image/programs.ts";
import { type Entry, type Header, tar, tarBytes } from "../support/tar.ts";

const file = (name: string, content = "", header: Header = {}): Entry => [
  name,
  Buffer.from(content),
  header,
];
const program = (name: string) => file(name, "ELF", { mode: "755" });
const folder = (name: string) => file(name, "", { mode: "755", type: "5" });
const link = (name: string, target = "") => file(name, "", { mode: "777", type: "2", target });
const hard = (name: string, target: string) => file(name, "", { mode: "755", type: "1", target });

/** An image of these layers, the lowest first; every other one compressed. */
function image(...layers: readonly (readonly Entry[])[]): string {
  const packed = layers.map((entries, index) => {
    const bytes = tarBytes(entries);
    return [`${index}.tar`, index % 2 === 0 ? bytes : gzipSync(bytes)] as const;
  });
  const manifest = [{ Config: "config.json", Layers: packed.map(([name]) => name) }];
  return tar([...packed, file("manifest.json", JSON.stringify(manifest))]);
}

async function look(archive: string) {
  const content = await readImage(archive, tellsOfPrograms);
  return content.ok ? findPrograms(content.value) : content;
}

async function find(archive: string): Promise<Found> {
  const found = await look(archive);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

const paths = async (...layers: readonly (readonly Entry[])[]) =>
  (await find(image(...layers))).programs.map(({ path }) => path);

it("finds them wherever they lie", async () => {
  const names = ["nodejs/bin/node", "opt/venv/bin/python", "usr/local/bin/python3.13"];
  expect(await paths(names.map(program))).toEqual(names.map((name) => `/${name}`));
});

it("not what can't be executed, is a folder, or is named otherwise", async () => {
  const others = [program("usr/bin/node-gyp"), program("usr/bin/python3-config")];
  const found = await find(
    image([file("usr/share/completions/node"), folder("usr/include/node"), ...others]),
  );
  expect(found.programs).toEqual([]);
  expect(noneOf(found)).toContain("none of the image's 3 files");
});

it("a link is another name of a program; alone, it is asked", async () => {
  const both = [program("usr/bin/python3.11"), link("usr/bin/python3")];
  expect(await paths(both)).toEqual(["/usr/bin/python3.11"]);
  expect(await paths([program("opt/n/bin"), link("usr/bin/node")])).toEqual(["/usr/bin/node"]);
});

it("a link of one runtime is asked beside the program of another", async () => {
  const two = [program("usr/bin/python3.11"), program("opt/n/node-22"), link("usr/bin/node")];
  expect(await paths(two)).toEqual(["/usr/bin/node", "/usr/bin/python3.11"]);
});

it("a link that leads to a program of another name is asked beside one of its own", async () => {
  const own = [program("usr/bin/python3.11"), link("usr/bin/python", "python3.11")];
  const pypy = [program("opt/pypy/bin/pypy3"), link("opt/now", "pypy")];
  const through = link("usr/local/bin/python3", "../../../opt/now/bin/pypy3");
  expect(await paths([...own, ...pypy, through])).toEqual([
    "/usr/bin/python3.11",
    "/usr/local/bin/python3",
  ]);
  expect(await paths([...own, ...pypy, hard("bin/python3", "opt/pypy/bin/pypy3")])).toEqual([
    "/bin/python3",
    "/usr/bin/python3.11",
  ]);
});

it("nor one that leads to a folder, nowhere, or round in a circle", async () => {
  const java = program("usr/lib/jvm/java-17/bin/java");
  const sdk = [
    folder("usr/lib/jvm/java-17"),
    link("etc/alternatives/java_sdk", "/usr/lib/jvm/java-17"),
  ];
  const named = link("usr/lib/jvm/java", "/etc/alternatives/java_sdk");
  expect(await paths([java, ...sdk, named])).toEqual(["/usr/lib/jvm/java-17/bin/java"]);
  expect(await paths([...sdk, named])).toEqual([]);
  const lost = [link("a/java", "../b"), link("b", "a/java"), link("c/java", "gone")];
  expect(await paths([java, ...lost])).toEqual(["/usr/lib/jvm/java-17/bin/java"]);
  expect(await paths(lost)).toEqual(["/a/java", "/c/java"]);
});

it("a hard link is one more name, but where a later layer takes the first one away", async () => {
  const [base, old] = [program("opt/conda/bin/python3.13"), "opt/conda/pkgs/python-3.8/python3.8"];
  const layer = [base, folder("opt/conda/pkgs"), program(old), hard("venv/bin/python3.8", old)];
  const both = [`/${old}`, "/opt/conda/bin/python3.13"].sort();
  expect(await paths(layer)).toEqual(both);
  const kept = ["/opt/conda/bin/python3.13", "/venv/bin/python3.8"];
  expect(await paths(layer, [file("opt/conda/.wh.pkgs")])).toEqual(kept);
  expect(await paths(layer, [program(old)])).toEqual([...both, "/venv/bin/python3.8"].sort());
  const named = [program("opt/x/other"), hard("usr/bin/python3", "./opt/x/other")];
  expect(await paths([base], named)).toEqual(["/opt/conda/bin/python3.13", "/usr/bin/python3"]);
  const round = [program("b/node"), hard("a/node", "b/node"), hard("b/node", "a/node")];
  expect(await paths(round)).toEqual(["/a/node", "/b/node"]);
});

it("a link's own mode says nothing of what it leads to", async () => {
  const bare = file("usr/bin/node", "", { mode: "0", type: "2", target: "../../opt/n/bin" });
  expect(await paths([program("opt/n/bin"), bare])).toEqual(["/usr/bin/node"]);
});

it("a later layer deletes a file, a folder, or what is in a folder", async () => {
  const old = [folder("a"), program("a/node"), folder("b"), program("b/node")];
  expect(await paths(old, [file("a/.wh.node")])).toEqual(["/b/node"]);
  expect(await paths(old, [file(".wh.a"), file(".wh.b")])).toEqual([]);
  const fresh = [folder("a"), file("a/.wh..wh..opq"), program("a/nodejs")];
  expect(await paths(old, fresh)).toEqual(["/a/nodejs", "/b/node"]);
  expect(await paths(old, [link("a")])).toEqual(["/b/node"]);
  const broken = [folder("a\nb"), program("a\nb/node")];
  expect(await paths(broken, [file(".wh.a\nb")])).toEqual([]);
});

it("only the last part of a name is such a mark: what lies in a folder of such a name is there", async () => {
  expect(await paths([program("a/node")], [program("opt/.wh.a/bin/nodejs")])).toEqual([
    "/a/node",
    "/opt/.wh.a/bin/nodejs",
  ]);
});

it("a folder that no layer names is deleted all the same, and no link's end", async () => {
  expect(await paths([program("a/b/node")], [file(".wh.a")])).toEqual([]);
  expect(await paths([link("a", "usr"), program("a/node")], [file(".wh.a")])).toEqual(["/a/node"]);
});

it("a name may come twice in a layer", async () => {
  expect(await paths([folder("a"), program("a/node"), folder("a")])).toEqual(["/a/node"]);
});

it("what Java's own file tells has not to be asked; of JDK 8 it lies a folder higher", async () => {
  const release =
    'IMPLEMENTOR="X"\nJAVA_RUNTIME_VERSION="17.0.9+9"\nJAVA_VERSION="17.0.9"\nMODULES="a"\n';
  const found = await find(
    image([
      program("opt/java/bin/java"),
      file("opt/java/release", release),
      program("opt/jdk8/jre/bin/java"),
      file("opt/jdk8/release", 'JAVA_VERSION="1.8.0_432"\n'),
      program("opt/own/bin/java"),
      file("opt/own/release", "1.0\n"),
    ]),
  );
  const lines = 'JAVA_RUNTIME_VERSION="17.0.9+9"\nJAVA_VERSION="17.0.9"';
  expect(found.programs).toEqual([
    { path: "/opt/java/bin/java", exitCode: 0, answer: lines },
    { path: "/opt/jdk8/jre/bin/java", exitCode: 0, answer: 'JAVA_VERSION="1.8.0_432"' },
    { path: "/opt/own/bin/java" },
  ]);
  expect(questionsOn(found)).toMatchObject([{ command: ["/opt/own/bin/java", "-version"] }]);
});

it("a file of another layer tells nothing of an old Java: it is asked", async () => {
  const old = [program("opt/java/bin/java"), file("opt/java/release", 'JAVA_VERSION="17.0.1"\n')];
  const release = file("opt/java/release", 'JAVA_VERSION="25.0.9"\n');
  expect((await find(image(old, [release]))).programs).toEqual([{ path: "/opt/java/bin/java" }]);
});

it("finds PHP, Ruby and Java by their names, and not their tools", async () => {
  const names = ["opt/jre/bin/java", "usr/local/bin/php", "usr/local/bin/ruby"];
  const tools = ["usr/local/bin/phpize", "usr/local/bin/rubygems", "opt/jre/bin/javac"];
  expect(await paths([...names, ...tools].map(program))).toEqual(names.map((name) => `/${name}`));
});

it("finds nginx and Apache's httpd, not scripts that start them nor BusyBox's own httpd", async () => {
  const names = ["usr/local/apache2/bin/httpd", "usr/sbin/nginx", "usr/sbin/nginx-debug"];
  const scripts = ["etc/init.d/nginx", "etc/init.d/apache2"].map(program);
  expect(await paths([...names.map(program), ...scripts])).toEqual(names.map((name) => `/${name}`));
  const extras = [program("bin/busybox-extras"), link("usr/sbin/httpd", "/bin/busybox-extras")];
  const one = [program("bin/["), hard("bin/busybox", "/bin/["), hard("bin/httpd", "/bin/[")];
  for (const layer of [extras, one]) expect(await paths(layer)).toEqual([]);
});

it("what is named like no runtime is not followed to its end", () => {
  const plain = { kind: "file", executable: true, target: "", layers: [0] } as const;
  const names = Array.from({ length: 1000 }, (_, at) => `${"a/".repeat(2000)}${at}`);
  const files = new Map(["bin/busybox", ...names].map((name) => [name, plain]));
  const started = performance.now();
  expect(
    findPrograms({ files, layered: new Set(), commandsBehind: undefined, unsearchedLinks: [] }).ok,
  ).toBe(true);
  expect(performance.now() - started).toBeLessThan(5000);
});

it("nginx.org's nginx on Alpine is not Alpine's", async () => {
  const brought = async (maintainer: string) => {
    const list = `P:nginx\nV:1.30.2-r1\nm:${maintainer}\nF:usr/sbin\nR:nginx\n\n`;
    const layer = [program("usr/sbin/nginx"), file("lib/apk/db/installed", list)];
    return (await find(image(layer))).programs;
  };
  const path = "/usr/sbin/nginx";
  expect(await brought("NGINX Packaging <nginx-packaging@f5.com>")).toEqual([{ path }]);
  expect(await brought("Jakub Jirutka <jakub@jirutka.cz>")).toEqual([{ path, package: "nginx" }]);
});

it("where packages are RPM's, the image's own rpm is asked who brought them", async () => {
  const layer = [program("usr/bin/node"), file("var/lib/rpm/rpmdb.sqlite", "SQLite")];
  const without = await find(image(layer));
  expect(questionsOn(without).map(({ asks }) => asks)).toEqual(["version"]);
  const found = await find(image([...layer, program("usr/bin/rpm")]));
  expect(questionsOn(found).map(({ asks, command }) => [asks, command[0]])).toEqual([
    ["owner", "/usr/bin/rpm"],
    ["version", "/usr/bin/node"],
  ]);
  const copiedOver = await find(
    image([...layer, program("usr/bin/rpm")], [program("usr/bin/node")]),
  );
  expect(questionsOn(copiedOver).map(({ asks }) => asks)).toEqual(["version"]);
});

const NAME = "python3.11-minimal";
const stanza = (name: string, maintainer: string, version = "3.11.2-6+deb12u9") =>
  `Package: ${name}\nStatus: install ok installed\nMaintainer: ${maintainer}\nVersion: ${version}\n\n`;
const DEBIAN = stanza(NAME, "Matthias Klose <doko@debian.org>");
const STATUS = "var/lib/dpkg/status";

it.each([
  [
    "dpkg",
    file(`var/lib/dpkg/info/${NAME}:amd64.list`, "/.\n/usr/bin/python3.11\n"),
    file(STATUS, DEBIAN),
  ],
  [
    "distroless",
    file(`${STATUS}.d/${NAME}.md5sums`, `${"a".repeat(32)}  usr/bin/python3.11\n`),
    file(`${STATUS}.d/${NAME}`, DEBIAN),
  ],
  ["apk", file("lib/apk/db/installed", `P:${NAME}\nF:usr/bin\nR:python3.11\n\n`), folder("lib")],
])("a program that a package of %s brought, beside one that none did", async (_name, ...list) => {
  const layer = [program("usr/bin/python3.11"), program("usr/local/bin/python3.13"), ...list];
  expect((await find(image(layer))).programs).toEqual([
    { path: "/usr/bin/python3.11", package: NAME },
    { path: "/usr/local/bin/python3.13" },
  ]);
});

it("a program that a later layer wrote in its place is no package's any more", async () => {
  const list = file(`var/lib/dpkg/info/${NAME}.list`, "/usr/bin/python3.11\n");
  const layer = [program("usr/bin/python3.11"), list, file(STATUS, DEBIAN)];
  const owned = { path: "/usr/bin/python3.11", package: NAME };
  expect((await find(image(layer, [file("app.py")]))).programs).toEqual([owned]);
  const copiedOver = await find(image(layer, [program("usr/bin/python3.11")]));
  expect(copiedOver.programs).toEqual([{ path: "/usr/bin/python3.11" }]);
  expect((await find(image(layer, layer))).programs).toEqual([owned]);
  const upgraded = await find(image([...layer, file("app.py")], layer, [file("app.py")]));
  expect(upgraded.programs).toEqual([owned]);
});

it("nor where a layer above that one adds another package", async () => {
  const of = (...names: string[]) =>
    file(
      "lib/apk/db/installed",
      names.map((name) => `P:${name}\nF:usr/bin\nR:${name}\n\n`).join(""),
    );
  const [first, copied] = [
    [program("usr/bin/python3"), of("python3")],
    [program("usr/bin/python3")],
  ];
  const more = [program("usr/bin/curl"), of("python3", "curl")];
  const owned = { path: "/usr/bin/python3", package: "python3" };
  expect((await find(image(first, more))).programs).toEqual([owned]);
  expect((await find(image(copied, [of("python3")]))).programs).toEqual([owned]);
  expect((await find(image(first, copied, more))).programs).toEqual([{ path: "/usr/bin/python3" }]);
  const rpm = [program("usr/bin/rpm"), file("var/lib/rpm/rpmdb.sqlite", "SQLite")];
  const asks = async (...layers: Entry[][]) =>
    questionsOn(await find(image(...layers))).map((question) => question.asks);
  expect(await asks([...copied, ...rpm], rpm)).toEqual(["owner", "version"]);
  expect(await asks(rpm, copied, rpm)).toEqual(["version"]);
});

/** As Debian 12 and Ubuntu 22.04 have them. */
it.each([
  [
    "node",
    "nodejs",
    "Debian Javascript Maintainers <pkg-javascript-devel@alioth-lists.debian.net>",
  ],
  ["nginx", "nginx", "Debian Nginx Maintainers <pkg-nginx-maintainers@alioth-lists.debian.net>"],
  ["apache2", "apache2-bin", "Debian Apache Maintainers <debian-apache@lists.debian.org>"],
  ["ruby3.1", "ruby3.1", "Debian Ruby Team <pkg-ruby-extras-maintainers@lists.alioth.debian.org>"],
  ["nginx", "nginx-core", "Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>"],
])("%s of the distribution's %s is Trivy's to judge", async (name, owner, maintainer) => {
  const list = file(`var/lib/dpkg/info/${owner}.list`, `/usr/bin/${name}\n`);
  const layer = [program(`usr/bin/${name}`), list, file(STATUS, stanza(owner, maintainer))];
  expect((await find(image(layer))).programs).toEqual([
    { path: `/usr/bin/${name}`, package: owner },
  ]);
});

it.each([
  ["of another name", "shop", "Debian <shop@debian.org>"],
  ["of another maintainer, as NodeSource's", "nodejs", "Ivan <ivan@nodesource.com>"],
  ["of a maintainer that only looks so", "nodejs", "Ivan <debian.org@example.com>"],
])("a package %s does not speak for a runtime", async (_name, name, maintainer) => {
  const list = file(`var/lib/dpkg/info/${name}.list`, "/usr/bin/node\n");
  const layer = [program("usr/bin/node"), list, file(STATUS, stanza(name, maintainer))];
  expect((await find(image(layer))).programs).toEqual([{ path: "/usr/bin/node" }]);
});

it.each([
  ["8.2.36-1~deb12u1", true],
  ["3.1.7+really3.1.2-0+deb12u1", true],
  ["8.1.2-1ubuntu2.20+esm1", true],
  ["21.0.1+12-2ubuntu1~22.04", true],
  ["2.6.0", true],
  ["8.3.14-1+ubuntu22.04.1+deb.sury.org+1", false],
  ["8.3.14-1+0~20241121.42+debian12~1.gbp3a272b", false],
  ["7.0.6-12+donate.sury.org~trusty+1", false],
  ["3.13.1-1+jammy1", false],
])(
  "a package %s is the distribution's: %s; its maintainer stays in what others build of it",
  async (version, theirs) => {
    const list = file("var/lib/dpkg/info/php8.3-cli.list", "/usr/bin/php8.3\n");
    const status = file(STATUS, stanza("php8.3-cli", "PHP <pkg-php@tracker.debian.org>", version));
    const [found] = (await find(image([program("usr/bin/php8.3"), list, status]))).programs;
    expect(found?.package).toBe(theirs ? "php8.3-cli" : undefined);
  },
);

it("more of them than any service ships are a problem", async () => {
  const many = Array.from({ length: 65 }, (_, index) => program(`opt/${index}/node`));
  expect(await look(image(many))).toMatchObject({ ok: false });
});

it("a layer that is no tar is an error, not an image without a runtime", async () => {
  const broken = tar([
    file("0.tar", "x".repeat(600)),
    file("manifest.json", JSON.stringify([{ Config: "c", Layers: ["0.tar"] }])),
  ]);
  await expect(find(broken)).rejects.toThrow("no whole tar");
});
