import { execFileSync } from "node:child_process";

/** End-to-end tests run the programs as they are shipped, so both are bundled first. */
export default function build(): void {
  execFileSync("npm", ["run", "-s", "build"], { stdio: "inherit" });
}
