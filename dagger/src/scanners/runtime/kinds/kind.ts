/** What Greengate must know of a language runtime or a web server to find it in an image and to tell its version. */
export interface RuntimeKind {
  /** In reports, advisories files and purls. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Names of its program, wherever it lies. */
  readonly programs: RegExp;
  /** Packages that are named after it: of these alone Trivy holds the version against its advisories. */
  readonly packages: RegExp;
  /** With these the program tells its version. */
  readonly ask: readonly string[];
  /** A file one or two folders above the program's that tells it too: then nothing has to be started. */
  readonly toldIn?: { readonly file: string; readonly lines: RegExp };
  /**
   * @param answer what the program said, or its file
   * @returns the released version, three numbers; undefined of anything else: no advisory names it
   */
  readonly version: (answer: string) => string | undefined;
  /** @returns the release line of a version, as its ends of life name it */
  readonly line: (version: string) => string;
  /** A file that knows these not is empty or cut down, however fresh its date: id, a version it hits. */
  readonly canary: readonly [id: string, version: string];
}

/** 24.13.1 → 24 */
export const major = (version: string): string => version.split(".")[0] ?? "";

/** 3.13.2 → 3.13 */
export const minor = (version: string): string => version.split(".").slice(0, 2).join(".");
