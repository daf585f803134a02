/** examples/clinic: what its README says, what expected.json says and what is there agree. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CLINIC, clean, type ExpectedFinding, findings } from "./expected.ts";

const at = ({ path, line }: ExpectedFinding) => (line === undefined ? path : `${path}:${line}`);

/** The README's table of weaknesses, as "service where id". */
const told = readFileSync(`${CLINIC}/README.md`, "utf8")
  .split("\n")
  .map((row) => row.split("|").map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6)
  .flatMap(([, service, where, , by]) =>
    [...(by ?? "").matchAll(/`([^`]+)`/g)].map(([, id]) => `${service} ${where} ${id}`),
  )
  .map((row) => row.replaceAll("`", ""));

const expected = Object.entries(findings).flatMap(([service, stages]) =>
  Object.values(stages).flatMap((found) =>
    found.map((finding) => `${service} ${at(finding)} ${finding.id}`),
  ),
);

it("the README names every finding that is expected, and no other", () => {
  expect(expected).not.toHaveLength(0);
  expect([...new Set(told)].sort()).toEqual([...new Set(expected)].sort());
});

it("every place is there", () => {
  for (const [service, stages] of Object.entries(findings)) {
    for (const finding of Object.values(stages).flat()) {
      const lines = readFileSync(`${CLINIC}/${service}/${finding.path}`, "utf8").split("\n");
      expect(lines[(finding.line ?? 1) - 1], `${service} ${at(finding)}`).toMatch(/\S/);
    }
  }
});

describe("every service", () => {
  const services = readdirSync(CLINIC, { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name.includes("_"))
    .map(({ name }) => name);

  it("is either clean or has weaknesses", () => {
    const named = [...Object.keys(findings).filter((name) => name.includes("_")), ...clean];
    expect(named.sort()).toEqual(services.sort());
  });

  it.each(services)("%s: the port of its policy is the one that it listens on", (service) => {
    const read = (name: string) => readFileSync(`${CLINIC}/${service}/${name}`, "utf8");
    const policy = readFileSync(`${CLINIC}/greengate.yaml`, "utf8");
    const [, port] = new RegExp(`path: ${service}\\n +port: (\\d+)`).exec(policy) ?? [];
    expect(read("Dockerfile")).toMatch(new RegExp(`PORT=${port}\\b[^]*EXPOSE ${port}\\b`));
    expect(read("app.py")).toContain(`"PORT", "${port}"`);
  });
});
