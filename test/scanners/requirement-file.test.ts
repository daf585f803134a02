/** What a requirements file pins, and what it does not. */
import { expect, it } from "vitest";
import { readRequirements } from "../../dagger/src/scanners/pip-audit/requirement-file.ts";
import { selectRequirements } from "../../dagger/src/scanners/pip-audit/select.ts";

it.each([
  ["requests==2.19.0", "requests", "2.19.0"],
  ["Flask_SQLAlchemy == 3.0.0  # why", "flask-sqlalchemy", "3.0.0"],
  ["requests[security]===2.19.0", "requests", "2.19.0"],
  ['tomli==2.0.1 ; python_version < "3.11"', "tomli", "2.0.1"],
  ["idna==3.11 --hash=sha256:00", "idna", "3.11"],
  ["idna==3.11 \\\n  --hash=sha256:00 \\\n  --hash=sha256:11", "idna", "3.11"],
])("%j is pinned", (text, name, version) => {
  expect(readRequirements(text)).toEqual({
    pinned: [{ name, version }],
    unpinned: [],
    includes: [],
  });
});

it.each(["requests", "requests>=2", "requests==2.*", "requests==2,!=2.1", "-e .", "./local"])(
  "%j is not",
  (text) => expect(readRequirements(`# one\n${text}\n`).unpinned).toEqual([{ line: 2, text }]),
);

it("an address keeps its password to itself", () => {
  const [line] = readRequirements("git+https://me:hunter2@git.example/x").unpinned;
  expect(line?.text).toBe("git+https://git.example/x");
});

it("options and comments are neither", () => {
  const text = "# c\n\n--index-url https://mirror.example\n-c constraints.txt\n--no-binary :all:\n";
  expect(readRequirements(text)).toEqual({ pinned: [], unpinned: [], includes: [] });
});

it("follows -r, which pip-audit does not, once each, and names what is not there", () => {
  const files: Record<string, string> = {
    "app/requirements.txt": "-r base.txt\n-r ../gone.txt\nidna==3.11\n",
    "app/base.txt": "-r requirements.txt\nrequests==2.32.5\n",
    "README.md": "",
  };
  const selection = selectRequirements({
    paths: Object.keys(files),
    text: (path) => files[path] ?? "",
  });
  expect(selection.targets).toEqual(["app/base.txt", "app/requirements.txt"]);
  expect(selection.planted?.["app/base.txt"]).toBe("requests==2.32.5\n");
  expect(selection.evidence?.missing).toEqual([
    "app/requirements.txt takes in ../gone.txt, which is not there",
  ]);
});
