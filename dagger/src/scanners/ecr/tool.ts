/** The AWS command line. Version 2 comes as an image or installer only; pip has version 1, which asks the same. */
import type { Tool } from "../tool.ts";
import { requirements } from "./requirements.ts";

export const awsCli: Tool = {
  name: "aws-cli",
  program: "aws",
  image: "python",
  python: { version: "1.46.3", requirements },
  // Older ones don't know enhanced findings, which they drop from the answer, and take an endpoint
  // from a configuration file without being told to.
  oldest: [1, 29],
  versionArguments: () => ["--version"],
  describe: (printed) => {
    const version = /^aws-cli\/(\d+\.\d+\.\d+)/.exec(printed)?.[1];
    return version === undefined ? undefined : { version };
  },
};
