/** Lists of dependencies that no stage reads are told by name. */
import { expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { trivyFs } from "../../dagger/src/scanners/trivy/fs.ts";
import { unknownLists, unknownNotes } from "../../dagger/src/scanners/trivy/manifests/unknown.ts";

const treeOf = (files: Record<string, string>) => ({
  paths: Object.keys(files).sort(),
  links: [],
  unmatched: [],
  text: (path: string) => files[path] ?? "",
});
const policy = policySchema.parse({ version: 1 });

it.each(["deno.lock", "api/environment.yml", "paket.lock", "conanfile.txt", "ios/Podfile"])(
  "%s, alone: there is no lockfile, and that it is there is said",
  (path) => {
    const selection = trivyFs.invocation?.select?.(treeOf({ [path]: "dependencies:\n" }), policy);
    expect(selection?.targets).toEqual([]);
    expect(selection?.none).toBe(
      `no lockfile that lists a package among 1 file; lists of dependencies that nothing here reads: ${path}`,
    );
  },
);

it("beside what is read it is a note", () => {
  const lock = '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }';
  const tree = treeOf({ "package-lock.json": lock, "deno.lock": "{}" });
  const evidence = trivyFs.invocation?.select?.(tree, policy).evidence;
  expect(unknownNotes(evidence)).toEqual([
    "There are lists of dependencies that nothing here reads: deno.lock.",
  ]);
});

it("one with a lockfile that is read, a setup.py that asks for nothing, and another environment.yml are no such lists", () => {
  const others = { "config/environment.yml": "production:\n  dependencies: 1\n" };
  expect(unknownLists(treeOf(others))).toEqual([]);
  const read = { Podfile: "pod 'A'\n", "Podfile.lock": "PODS:\n", "setup.py": "setup()\n" };
  expect(unknownLists(treeOf(read))).toEqual([]);
  expect(unknownLists(treeOf({ "setup.cfg": "install_requires =\n  a\n" }))).toEqual(["setup.cfg"]);
});
