/** The stand-in for OSV answers as OSV does, for what pip-audit asks of it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OsvStub, startOsvStub } from "../support/osv-stub.ts";

let stub: OsvStub;
beforeAll(async () => {
  stub = await startOsvStub();
});
afterAll(() => stub.close());

async function ask(name: string, version: string): Promise<string[] | undefined> {
  const query = { package: { name, ecosystem: "PyPI" }, version };
  const answered = await fetch(stub.url, { method: "POST", body: JSON.stringify(query) });
  const { vulns } = (await answered.json()) as { vulns?: { id: string }[] };
  return vulns?.map(({ id }) => id);
}

it("a version within a range, with its advisories", async () => {
  expect(await ask("pyyaml", "5.3")).toEqual(["GHSA-6757-jp84-gxfx", "GHSA-8q59-q68h-6hv4"]);
  expect(await ask("pyyaml", "5.3.1")).toEqual(["GHSA-8q59-q68h-6hv4"]);
});

it("either of two ranges, and between them none", async () => {
  expect(await ask("flask", "2.2.2")).toEqual(["GHSA-m2qf-hxjv-5gpq"]);
  expect(await ask("flask", "2.2.5")).toBeUndefined();
  expect(await ask("flask", "2.3.1")).toEqual(["GHSA-m2qf-hxjv-5gpq"]);
});

it("numbers are compared as numbers", async () => {
  expect(await ask("urllib3", "1.26.9")).toHaveLength(2);
  expect(await ask("jinja2", "3.1.10")).toBeUndefined();
});

it("{} for what it does not know; and all that was asked is kept", async () => {
  expect(await ask("left-pad", "1.0.0")).toBeUndefined();
  expect(stub.asked.at(-1)).toBe("left-pad==1.0.0");
});
