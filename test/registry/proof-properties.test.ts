/** Properties of the judgement: dropping or changing evidence never turns a refusal into acceptance. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { everything, REFUSED, stateOf } from "../support/proofs.ts";

/** Every way to leave out one thing, however deep: JSON texts of what is then left. */
function* without(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    const rest = Array.isArray(value)
      ? value.filter((_, index) => String(index) !== key)
      : Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    yield rest;
    for (const less of without((value as Record<string, unknown>)[key])) {
      yield Array.isArray(value)
        ? value.map((each: unknown, index) => (String(index) === key ? less : each))
        : { ...value, [key]: less };
    }
  }
}

it.each(Object.keys(REFUSED))("%s: one thing left out of the statements, anywhere", (name) => {
  const [statements, more] = REFUSED[name]?.() ?? [[]];
  // The long reports are told by their digest: the verdict and the signature are searched through.
  const short = statements.filter((each) => JSON.stringify(each).length < 8000);
  for (const less of without(short)) {
    const rest = statements.filter((each) => !short.includes(each));
    expect(stateOf([...(less as unknown[]), ...rest], more)).not.toBe("proven");
  }
});

it.each(Object.keys(REFUSED))("%s: statements dropped, doubled, in any order", (name) => {
  const [statements, more] = REFUSED[name]?.() ?? [[]];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...statements), { maxLength: 8 }), (some) => {
      expect(stateOf(some, more)).not.toBe("proven");
    }),
  );
});

it("any of what is signed left out of a full proof is a refusal", () => {
  const all = everything();
  fc.assert(
    fc.property(fc.subarray(all, { maxLength: all.length - 1 }), (some) => {
      expect(stateOf(some)).toBe("unproven");
    }),
  );
});

it("whatever else stands where the decision rests is no proof", () => {
  const [signature, verdict, ...reports] = everything();
  const text = JSON.stringify(verdict);
  const keys =
    "result|sha256|canonical|verdict|decidedAt|scannedAt|databaseUpdatedAt|predicateType";
  const values = [...text.matchAll(new RegExp(`(?<="(?:${keys})":)"[^"]*"`, "g"))].filter(
    // Of the file's bytes and the tools' images it is told, not judged: cosign writes JSON anew.
    ({ index }) =>
      !/"name":"(verdict|vulnerabilities|sbom|tool[^"]*)"[^}]*$/.test(text.slice(0, index)) ||
      !text.slice(0, index).endsWith('"sha256":'),
  );
  expect(values.length).toBeGreaterThan(8);
  fc.assert(
    fc.property(fc.constantFrom(...values), fc.string(), ({ 0: value, index }, other) => {
      fc.pre(JSON.stringify(other) !== value);
      const end = text.slice(index + value.length);
      const changed: unknown = JSON.parse(text.slice(0, index) + JSON.stringify(other) + end);
      expect(stateOf([signature, changed, ...reports])).toBe("unproven");
    }),
  );
});

it("no junk is a proof", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (junk) => {
      expect(stateOf(junk)).toBe("unproven");
      expect(stateOf([...junk, ...everything()])).toBe("proven");
    }),
    { numRuns: 50 },
  );
});
