import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { baseImage } from "../../dagger/src/image/base-image.ts";

it.each([
  ["FROM debian:12\nRUN x", undefined, { line: 1, image: "debian:12" }],
  [
    "FROM node:24 AS build\nRUN x\nFROM gcr.io/d@sha256:1",
    undefined,
    { line: 3, image: "gcr.io/d@sha256:1" },
  ],
  // By way of the stages that the shipped one is made from.
  ["FROM node:24 AS base\nFROM base AS deps\nFROM base", undefined, { line: 1, image: "node:24" }],
  ["FROM a AS one\nFROM b AS two\nFROM 0", undefined, { line: 1, image: "a" }],
  ["FROM a AS one\nFROM b AS Two\nFROM c", "two", { line: 2, image: "b" }],
  [
    "ARG BASE=debian\nARG TAG=12\nFROM --platform=$P \\\n  \u0024{BASE}:\u0024{TAG}",
    undefined,
    { line: 3, image: "debian:12" },
  ],
  ["ARG BASE\nFROM \u0024{BASE:-alpine}", undefined, { line: 2, image: "alpine" }],
  ["ARG BASE\nFROM $BASE", undefined, { line: 2 }],
  ["# FROM x\nfrom 'a:1' as b", undefined, { line: 2, image: "a:1" }],
  ["FROM scratch", undefined, undefined],
  ["FROM a", "nowhere", undefined],
  ["", undefined, undefined],
  ["FROM a AS a\nFROM a", undefined, { line: 1, image: "a" }],
])("the base of %j", (text, target, base) => {
  expect(baseImage(text, target, {})).toEqual(base);
});

it("build arguments go before the defaults", () => {
  const text = "ARG BASE=debian\nFROM $BASE";
  expect(baseImage(text, undefined, { BASE: "mirror/debian" })?.image).toBe("mirror/debian");
});

it("this repository's own", () => {
  const base = baseImage(readFileSync("Dockerfile", "utf8"), undefined, {});
  expect(base?.image).toMatch(/^gcr\.io\/distroless\/nodejs24-debian12:nonroot@sha256:/);
});
