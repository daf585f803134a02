/**
 * Java archives, an image that holds them, and a small stand-in for Trivy's Java database in the real
 * one's format: https://github.com/aquasecurity/trivy-java-db/blob/main/pkg/db/db.go
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DAY_MS } from "../../dagger/src/core/time.ts";
import { readEntry, tarEntries } from "../../dagger/src/image/tar.ts";
import { STARTER_WEB } from "../../dagger/src/scanners/trivy/java-canary.ts";
import { type Entry, tar, tarBytes } from "./tar.ts";

/** A zip of no files with a comment, which makes its SHA-1 its own: nothing in it tells what it is. */
export function archive(comment: string): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, Buffer.from(comment, "latin1")]);
}

/** The database says that it is log4j-core 2.14.1, of which the recorded database has CVE-2021-44228. */
export const LOG4J = archive("log4j-core");

const sha1 = (bytes: Uint8Array) => createHash("sha1").update(bytes).digest("hex");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

type Row = readonly [group: string, artifact: string, version: string, sha1: string];

export const KNOWN: readonly Row[] = [
  ["org.apache.logging.log4j", "log4j-core", "2.14.1", sha1(LOG4J)],
  ["org.springframework.boot", "spring-boot-starter-web", "2.6.5", sha1(STARTER_WEB)],
];

const MAKE = `
import json, sqlite3, sys
path, rows = sys.argv[1], json.loads(sys.argv[2])
db = sqlite3.connect(path)
db.executescript("""
CREATE TABLE artifacts(id INTEGER PRIMARY KEY, group_id TEXT, artifact_id TEXT);
CREATE TABLE indices(artifact_id INTEGER, version TEXT, sha1 BLOB, archive_type TEXT,
  foreign key (artifact_id) references artifacts(id));
CREATE UNIQUE INDEX artifacts_idx ON artifacts(artifact_id, group_id);
CREATE INDEX indices_artifact_idx ON indices(artifact_id);
CREATE UNIQUE INDEX indices_sha1_idx ON indices(sha1);
""")
for id, (group, artifact, version, sha1) in enumerate(rows):
    db.execute("INSERT INTO artifacts VALUES(?, ?, ?)", (id, group, artifact))
    db.execute("INSERT INTO indices VALUES(?, ?, ?, 'jar')", (id, version, bytes.fromhex(sha1)))
db.commit()
`;

/** Why no Java database can be made here; undefined where one can. */
export const noSqlite =
  spawnSync("python3", ["-c", "import sqlite3"]).status === 0
    ? undefined
    : "Python has no sqlite3 here";

/** Puts java-db/ into the folder. */
export function addJavaDatabase(
  folder: string,
  rows: readonly Row[] = KNOWN,
  updated = new Date(),
): void {
  const at = join(folder, "java-db");
  mkdirSync(at);
  const made = spawnSync("python3", ["-c", MAKE, join(at, "trivy-java.db"), JSON.stringify(rows)]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const metadata = {
    Version: 1,
    NextUpdate: new Date(updated.getTime() + 3 * DAY_MS).toISOString(),
    UpdatedAt: updated.toISOString(),
    DownloadedAt: updated.toISOString(),
  };
  writeFileSync(join(at, "metadata.json"), JSON.stringify(metadata));
}

/** The clean recorded image with these layers over it. @returns the archive's path */
export async function imageWith(...layers: readonly (readonly Entry[])[]): Promise<string> {
  const clean = "test/fixtures/images/clean.tar";
  const entries = new Map<string, Buffer>();
  for (const entry of await tarEntries(clean)) {
    if (entry.kind === "file") entries.set(entry.name, await readEntry(clean, entry));
  }
  const parsed = (name: string) => JSON.parse(entries.get(name)?.toString("utf8") ?? "");
  const [{ Config, Layers }] = parsed("manifest.json") as [{ Config: string; Layers: string[] }];
  const config = parsed(Config) as { rootfs: { diff_ids: string[] }; history?: unknown };
  for (const layer of layers) {
    const bytes = tarBytes(layer);
    const name = `${sha256(bytes)}.tar`;
    entries.set(name, bytes);
    Layers.push(name);
    config.rootfs.diff_ids.push(`sha256:${sha256(bytes)}`);
  }
  delete config.history;
  const bytes = Buffer.from(JSON.stringify(config));
  entries.delete(Config);
  entries.set(`${sha256(bytes)}.json`, bytes);
  const manifest = [{ Config: `${sha256(bytes)}.json`, Layers }];
  entries.set("manifest.json", Buffer.from(JSON.stringify(manifest)));
  return tar([...entries]);
}

const TYPE = "application/vnd.oci.image.manifest.v1+json";

const described = (mediaType: string, bytes: Buffer) => ({
  mediaType,
  digest: `sha256:${sha256(bytes)}`,
  size: bytes.length,
});

/** A folder of a database as Aqua publishes it. @returns the manifest first, then what it names */
function artifact(folder: string, kind: "db" | "javadb"): readonly Buffer[] {
  const names = [kind === "db" ? "trivy.db" : "trivy-java.db", "metadata.json"];
  const files = names.map((name) => [name, readFileSync(join(folder, name))] as const);
  const [layer, config] = [gzipSync(tarBytes(files)), Buffer.from("{}")];
  const annotations = { "org.opencontainers.image.title": `${kind}.tar.gz` };
  const mediaType = `application/vnd.aquasec.trivy.${kind}.layer.v1.tar+gzip`;
  const manifest = {
    schemaVersion: 2,
    mediaType: TYPE,
    config: described("application/vnd.aquasec.trivy.config.v1+json", config),
    layers: [{ ...described(mediaType, layer), annotations }],
  };
  return [Buffer.from(JSON.stringify(manifest)), layer, config];
}

/** A registry that serves a folder's databases, as trivy-db:2 and trivy-java-db:1. */
export async function databaseRegistry(folder: string, host = "127.0.0.1") {
  const db = artifact(join(folder, "db"), "db");
  const java = artifact(join(folder, "java-db"), "javadb");
  const served = new Map([...db, ...java].map((bytes) => [`sha256:${sha256(bytes)}`, bytes]));
  const tags = { "/v2/trivy-db/manifests/2": db[0], "/v2/trivy-java-db/manifests/1": java[0] };
  for (const [url, bytes] of Object.entries(tags)) if (bytes) served.set(url, bytes);
  const asked: string[] = [];
  const server = createServer(({ url = "", method }, answer) => {
    asked.push(url);
    if (url === "/v2/") return answer.end("{}");
    const bytes = served.get(url) ?? served.get(url.slice(url.lastIndexOf("/") + 1));
    if (!bytes) return answer.writeHead(404).end();
    answer.writeHead(200, {
      "content-type": url.includes("/manifests/") ? TYPE : "application/octet-stream",
      "content-length": bytes.length,
      "docker-content-digest": `sha256:${sha256(bytes)}`,
    });
    return answer.end(method === "HEAD" ? undefined : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  /** How often the Java database was asked for. */
  const javaAsked = () => asked.filter((url) => url.startsWith("/v2/trivy-java-db/")).length;
  return { port, javaAsked, stop: () => server.close() };
}
