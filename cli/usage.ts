/** What `greengate --help` prints, and the error for wrong usage. */

export const USAGE = `greengate: a security gate for container services

  greengate gate      [--source DIR] [--policy FILE] [--out DIR] [--only a,b]
                      [--skip a,b] [--install-tools] [--database DIR] [--image TAR]
                      [--service a,b | --changed-since REF]
                      [--runtime-advisories FILE]
  greengate evaluate  REPORTS_DIR ... | --report STAGE=FILE ...
                      [--without-records] [--policy FILE] [--now TIME]
                      [--out DIR] [--only a,b] [--skip a,b] [--service a,b]
  greengate ecr-scan  REPORTS_DIR IMAGE@DIGEST [--region R] [--registry-id ID]
                      [--endpoint-url URL] [--seconds N] [--install-tools]
  greengate policy    check FILE | schema

Exit codes: 0 pass or warn, 1 block, 2 bad input, 3 incomplete.
The verdict goes to standard output, progress to standard error.
`;

/** Bad input or usage: exit code 2, with a hint. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint = "See `greengate --help`.") {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}
