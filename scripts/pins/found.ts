/** What the repository pins, as its files say it. */

export interface Pin {
  readonly kind: "image" | "action" | "dagger" | "python" | "go";
  readonly name: string;
  /** Tag or version. */
  readonly version: string;
  /** Of an image sha256:…, of an action the commit. */
  readonly digest?: string;
  readonly file: string;
}

const CI = [".gitlab-ci.yml", "Jenkinsfile", "docs/ci/gitlab.yml", "docs/ci/Jenkinsfile"];
const WORKFLOWS = [
  ".github/workflows/advisories.yml",
  ".github/workflows/greengate.yml",
  ".github/workflows/release.yml",
  "docs/ci/github.yml",
];

interface Where {
  readonly kind: Pin["kind"];
  readonly files: readonly string[];
  /** With the groups name, version and digest; `name` where there is only one. */
  readonly pattern: RegExp;
  readonly name?: string;
}

const WHERE: readonly Where[] = [
  {
    kind: "image",
    files: ["Dockerfile", "dagger/src/images.ts", ...CI],
    pattern: /(?<name>[a-z0-9][\w./-]*):(?<version>[\w.-]+)@(?<digest>sha256:[0-9a-f]{64})/g,
  },
  {
    kind: "action",
    files: WORKFLOWS,
    pattern: /uses: (?:&\S+ )?(?<name>\S+)@(?<digest>[0-9a-f]{40}) # (?<version>v\S+)/g,
  },
  {
    kind: "dagger",
    files: [...WORKFLOWS, ...CI],
    pattern: /DAGGER_VERSION\W+(?<version>v\d+\.\d+\.\d+)/g,
    name: "dagger/dagger",
  },
  {
    kind: "dagger",
    files: ["dagger.json"],
    pattern: /"engineVersion": "(?<version>v[^"]+)"/g,
    name: "dagger/dagger",
  },
  {
    kind: "dagger",
    files: ["README.md"],
    pattern: /\[Dagger\]\(https:\/\/dagger\.io\) (?<version>\d+\.\d+\.\d+)/g,
    name: "dagger/dagger",
  },
  {
    kind: "python",
    files: ["scripts/lock-python.ts"],
    pattern: /"(?<name>[\w-]+)==(?<version>[^"]+)"/g,
  },
  {
    kind: "go",
    files: ["cli/registry/programs.ts", "test/ci/tools/tools.ts"],
    pattern: /source: "(?<name>[^"]+?)\/cmd\/\w+",\s+version: "(?<version>v[^"]+)"/g,
  },
];

export const PINNED_FILES = [...new Set(WHERE.flatMap(({ files }) => files))];

/** @param read a file's text, by its path from the repository's root */
export function found(read: (path: string) => string): Pin[] {
  return WHERE.flatMap(({ kind, files, pattern, name }) =>
    files.flatMap((file) =>
      [...read(file).matchAll(pattern)].map(({ groups = {} }): Pin => {
        const { version = "", digest } = groups;
        return {
          kind,
          name: name ?? groups.name ?? "",
          version: kind === "dagger" ? `v${version.replace(/^v/, "")}` : version,
          ...(digest !== undefined && { digest }),
          file,
        };
      }),
    ),
  );
}
