/**
 * A stand-in for OSV's query service on the loopback, for `pip-audit --vulnerability-service osv
 * --osv-url URL`: it answers from test/fixtures/osv, a few real advisories in OSV's schema, their
 * ids, ranges and scores as published and their summaries our own words.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

const FIXTURES = new URL("../fixtures/osv/", import.meta.url);

interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
}

interface Advisory {
  readonly id: string;
  readonly affected: readonly {
    readonly package: { readonly ecosystem: string; readonly name: string };
    readonly ranges: readonly { readonly events: readonly OsvEvent[] }[];
  }[];
}

interface Query {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly version: string;
}

export interface OsvStub {
  /** For `--osv-url`. */
  readonly url: string;
  /** What was asked, as name==version, in the order of asking. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startOsvStub(): Promise<OsvStub> {
  const files = readdirSync(FIXTURES).sort();
  const advisories = files.map(
    (name) => JSON.parse(readFileSync(new URL(name, FIXTURES), "utf8")) as Advisory,
  );
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const query = JSON.parse(await bodyOf(request)) as Query;
    asked.push(`${query.package.name}==${query.version}`);
    const vulns = advisories.filter((advisory) => concerns(advisory, query));
    response.setHeader("Content-Type", "application/json");
    // OSV itself answers {} where it knows nothing, not an empty list.
    response.end(JSON.stringify(vulns.length > 0 ? { vulns } : {}));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/v1/query`, asked, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function concerns({ affected }: Advisory, query: Query): boolean {
  return affected.some(
    (each) =>
      each.package.ecosystem === query.package.ecosystem &&
      each.package.name === query.package.name &&
      each.ranges.some(({ events }) => {
        // One range, one pair of events: { introduced } and, where there is a fix, { fixed }.
        const { introduced = "0", fixed } = Object.assign({}, ...events) as OsvEvent;
        const isMended = fixed !== undefined && compare(query.version, fixed) >= 0;
        return !isMended && compare(query.version, introduced) >= 0;
      }),
  );
}

/** Of release numbers only: neither the fixtures nor the services that ask have others. */
function compare(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
