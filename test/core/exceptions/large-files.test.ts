/** Exceptions by the hundred thousand, or nested without end: more than a call's arguments or the stack hold. */
import { expect, it } from "vitest";
import { parseDeclared } from "../../../dagger/src/core/exceptions/declared.ts";
import { parseVex } from "../../../dagger/src/core/exceptions/vex/parse.ts";

const MANY = 150_000;

it("an ignore file and a vendor's VEX of that many entries are read", () => {
  const statement = { vulnerability: { name: "CVE-2024-0001" }, status: "fixed" };
  const vex = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://vex.example/1",
    author: "a vendor",
    timestamp: "2026-01-01T00:00:00Z",
    version: 1,
    statements: Array.from({ length: MANY }, () => statement),
  };
  const read = parseDeclared([
    [".trivyignore", "CVE-2024-0001 exp:2099-01-01\n".repeat(MANY)],
    ["vendor.json", JSON.stringify(vex)],
  ]);
  if (!read.ok) throw new Error(read.error.message);
  expect([read.value.entries.length, read.value.statements.length]).toEqual([MANY, MANY]);
});

it("as many faults are told, and none is lost", () => {
  const read = parseDeclared([[".trivyignore", "CVE-*\n".repeat(MANY)]]);
  expect(read.ok ? "" : read.error.message.split("\n").length - 1).toBe(MANY);
});

it("VEX that is nested deeper than the stack is a problem like any other", () => {
  const deep = `${'{"components":['.repeat(20_000)}${"]}".repeat(20_000)}`;
  const vex = `{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[],"components":[${deep}]}`;
  const read = parseVex(vex, "vex.json");
  expect(read.ok ? [] : read.error.map(({ code }) => code)).toEqual(["vex.too-deep"]);
});
