/** What a requirements file pins, and what it does not. */
import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../dagger/src/core/policy/policy.ts";
import { installedFrom } from "../../dagger/src/scanners/pip-audit/dockerfile.ts";
import {
  otherEncoding,
  readRequirements,
} from "../../dagger/src/scanners/pip-audit/requirement-file.ts";
import { selectRequirements } from "../../dagger/src/scanners/pip-audit/select.ts";
import { treeOf } from "../support/tree.ts";

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

it.each([
  ["a comment that ends with a backslash", "# why \\\nrequests==2.19.0\n"],
  ["a backslash at the end of the file", "requests==2.19.0\\"],
  ["a backslash within the version", "requests==2.\\\n19.0\n"],
  ["a form feed, which ends a line for pip", "# why\frequests==2.19.0\n"],
  ["a lone carriage return", "# why\rrequests==2.19.0\n"],
  ["Unicode's end of a line", "# why\u2028requests==2.19.0\n"],
])("%s hides no package", (_name, text) => {
  const pinned = [{ name: "requests", version: "2.19.0" }];
  expect(readRequirements(text)).toEqual({ pinned, unpinned: [], includes: [] });
});

it.each(["-e./local", "--edit ./local", "-i https://mirror.example -e ./local"])(
  "%j installs what nobody pinned",
  (text) => expect(readRequirements(text).unpinned).toEqual([{ line: 1, text }]),
);

it("options and comments are neither", () => {
  const text = "# c\n\n--index-url https://mirror.example\n-c constraints.txt\n--no-binary :all:\n";
  expect(readRequirements(text)).toEqual({ pinned: [], unpinned: [], includes: [] });
});

it.each([
  ["-r base.txt", ["base.txt"]],
  ["-rbase.txt", ["base.txt"]],
  ["--requirement=base.txt  # why", ["base.txt"]],
  ['-r "my base.txt"', ["my base.txt"]],
  ["--no-index -r base.txt", ["base.txt"]],
  ["--requirem base.txt", ["base.txt"]],
  ["--require-hashes", []],
])("%j takes in %j", (text, includes) => {
  expect(readRequirements(text)).toEqual({ pinned: [], unpinned: [], includes });
});

const selected = (files: Record<string, string>) =>
  selectRequirements(
    {
      paths: Object.keys(files),
      links: [],
      unmatched: [],
      text: (path) => files[path] ?? "",
    },
    DEFAULT_POLICY,
  );

it.each([
  ["RUN pip install -r deps.txt", [["deps.txt"]]],
  [
    "RUN apt-get update && \\\n  # why\n  python3 -m pip install \\\n  -r /app/deps.txt",
    [["deps.txt"]],
  ],
  ['RUN ["pip3", "install", "--requirement", "deps.txt"]', [["deps.txt"]]],
  ["RUN uv pip install --requirement=deps.txt -rmore.txt", [["deps.txt"], ["more.txt"]]],
  ["COPY deps.lst /tmp/r.txt\nRUN pip install -r /tmp/r.txt", [["r.txt", "deps.lst"]]],
  [
    "RUN --mount=type=bind,source=deps.lst,target=/r.txt pip install -r /r.txt",
    [["r.txt", "deps.lst"]],
  ],
  ["RUN pip3 install -qr deps.txt && pip install -Urmore.txt", [["deps.txt"], ["more.txt"]]],
  ["RUN <<EOF\npip install -r deps.txt\nEOF", [["deps.txt"]]],
  ["RUN <<EOF\n# pip install -r no.txt\npip install \\\n  -r deps.txt\nEOF", [["deps.txt"]]],
  ["RUN cp -r a b && rm -rf /root/.cache/pip && grep -r install .", []],
  ["# RUN pip install -r deps.txt", []],
  ['RUN pip install --requirement="deps.txt"', [["deps.txt"]]],
  ["RUN uv pip sync --system deps.lock", [["deps.lock"]]],
  [
    'RUN ["uv", "--quiet", "pip", "sync", "/app/deps.lock", "more.txt"]',
    [["deps.lock"], ["more.txt"]],
  ],
  ["COPY deps.lock /tmp/r\nRUN pip-sync /tmp/r", [["r", "deps.lock"]]],
  ["RUN . .venv/bin/activate && .venv/bin/pip-sync -q deps.lock >log 2>&1", [["deps.lock"]]],
  ["RUN python -m piptools sync deps.lock # all", [["deps.lock"]]],
  [
    "RUN uv pip sync --python 3.12 -c pins.txt --no-cache --index-url=https://x deps.lock",
    [["deps.lock"]],
  ],
  ["RUN uv sync --frozen --extra prod", []],
  ["RUN --mount=type=cache,target=/root/.cache/pip uv sync --package web", []],
  ["RUN --mount=type=cache,target=/root/.cache/pip pip-sync deps.lock", [["deps.lock"]]],
  ["RUN pipenv sync && rsync a b && git submodule sync deps.lock", []],
  ["RUN uv pip compile pyproject.toml | uv pip sync -", []],
  ["RUN uv pip sync pylock.toml && uv pip install -r pyproject.toml", []],
  ["ENV PIP_REQUIREMENT=/app/deps.lst", [["deps.lst"]]],
  ['ENV PIP_REQUIREMENT "deps.lst"', [["deps.lst"]]],
  ['RUN PIP_REQUIREMENT="deps.lst" pip install', [["deps.lst"]]],
  ["ENV PIP_REQUIREMENTS=no.txt\nRUN echo $PIP_REQUIREMENT", []],
])("%j installs from %j", (dockerfile, names) => {
  expect(installedFrom(dockerfile)).toEqual(names);
});

it("what a Dockerfile installs from is a requirements file, whatever it is called", () => {
  const selection = selected({
    "app/Dockerfile": "COPY deps.lst /r.txt\nRUN pip install -r /r.txt -r /made-here.txt\n",
    "app/deps.lst": "-r ../base.in\nidna==3.11\n",
    "base.in": "requests==2.32.5\n",
  });
  expect(selection.targets).toEqual(["app/deps.lst", "base.in"]);
  expect(selection.evidence?.unfound).toEqual([
    "app/Dockerfile installs from made-here.txt, which is not among the service's files",
  ]);
});

it("follows -r, which pip-audit does not, once each, and names what is not there", () => {
  const files: Record<string, string> = {
    "app/requirements.txt": "-r base.txt\n-r ../gone.txt\nidna==3.11\n",
    "app/base.txt": "-r requirements.txt\nrequests==2.32.5\n",
    "README.md": "",
  };
  const selection = selected(files);
  expect(selection.targets).toEqual(["app/base.txt", "app/requirements.txt"]);
  expect(selection.planted?.["app/base.txt"]).toBe("requests==2.32.5\n");
  expect(selection.evidence?.missing).toEqual([
    "app/requirements.txt takes in ../gone.txt, which is not among the service's files",
  ]);
});

it.each([
  // What pip reads as `requests==2.19.0` in a line of its own.
  [Buffer.from("# -*- coding: utf-7 -*-\n# pins +AAo-requests==2.19.0\nidna==3.15\n"), "utf-7"],
  [Buffer.from("# coding: utf-7, not coding: utf-8\n"), "utf-7"],
  [Buffer.from("idna==3.15\n#vim: fileencoding=latin_1\n"), "latin_1"],
  [Buffer.from("\ufeffrequests==2.19.0\n", "utf16le"), "UTF-16 or UTF-32"],
  [Buffer.from("\ufeffidna==3.15\n"), undefined],
  [Buffer.from("# coding: UTF-8\n# coding: utf-7\nidna==3.15\n"), undefined],
  [Buffer.from("\n\n# coding: utf-7\nidna==3.15\n"), undefined],
])("a file in another encoding is missing evidence: %s", (bytes, encoding) => {
  const text = bytes.toString("utf8");
  expect(otherEncoding(text)).toBe(encoding);
  const { evidence } = selectRequirements(treeOf({ "requirements.txt": text }), DEFAULT_POLICY);
  const said = `requirements.txt is to be read as ${encoding}, and not as UTF-8`;
  expect(evidence?.missing).toEqual(encoding === undefined ? [] : [said]);
});
