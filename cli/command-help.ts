/** `greengate COMMAND --help`: that command's own usage, what it does, and a line for each of its options. */
import { USAGE } from "./usage.ts";

/** What each option is; where commands differ in it, by `COMMAND OPTION`. */
const OPTIONS: Readonly<Record<string, string>> = {
  "--source": "folder of the service; by default the current one",
  "policy --source": "folder of the source; by default the current one",
  "--policy":
    "the policy; by default greengate.yaml of the current folder, else the default policy",
  "gate --policy": "the policy; by default greengate.yaml of the source, else the default policy",
  "--out": "folder to write the reports to; by default they are only judged",
  "gate --out": "reports folder; by default greengate-report",
  "--only": "require these stages and no others; the verdict says so",
  "--skip": "do not require these stages; the verdict says so",
  "--service": "of several services, these; by default all",
  "verify --service": "of several services, the one whose image it is",
  "--changed-since": "of several services, those that changed since this commit",
  "--install-tools": "install what is missing, in pinned versions, into a cache folder",
  "--database": "Trivy's cache folder, with db/ in it; by default it is fetched",
  "--image": "the image as an archive, built elsewhere; by default it is built",
  "--keep-image": "keep the image's archive in the reports folder, for publish",
  "--runtime-advisories": "advisories of runtimes; by default those that are built in",
  "--vex": "an OpenVEX or CycloneDX file",
  "--protected": "the protected branch, such as origin/main: what the change makes of its policy",
  "--protected-policy": "the same of its policy alone, as a file",
  "--baseline": "an earlier verdict or reports folder: what is new, old and fixed",
  "--kev": "CISA's catalogue of known exploited vulnerabilities",
  "--epss": "EPSS scores: how likely an exploit is",
  "--sarif": "another tool's report, as a stage of that name",
  "--report": "a report of another pipeline, by its stage",
  "--without-records":
    "accept that bare reports do not show how they were made; the verdict says so",
  "--now": "the time to judge by, such as 2026-11-24T22:00:00Z; by default the clock's",
  "--region": "of the registry; by default that of its name",
  "--registry-id": "AWS account of the registry; by default that of its name",
  "--endpoint-url": "another address of ECR",
  "--seconds": "how long to wait for the registry's scan; by default 900",
  "--owner": "who answers for the entries; by default left to be filled in",
  "--format": "openvex",
  "--key": "cosign's private key: a file, or the address of one in a key service",
  "verify --key": "cosign's public key",
  "--keyless": "sign as who this CI job is, by Sigstore's public services",
  "--certificate-identity": "who must have signed, without a key",
  "--certificate-oidc-issuer": "who must have vouched for that identity",
  "--max-age": "oldest evidence that counts, such as 24h or 7d",
};

/**
 * @param command as in the usage of all: `gate`
 * @returns undefined where there is no such command
 */
export function commandHelp(command: string): string | undefined {
  const own = blockOf(command);
  if (own === undefined) return undefined;
  const usage = own.trimEnd();
  const others = usage.includes("what evaluate was given") ? (blockOf("evaluate") ?? "") : "";
  // Whatever evaluate judges by; where it writes to is its own.
  const judgedBy = others.replace("--out", "");
  const flags = [...new Set(`${usage}${judgedBy}`.match(/--[a-z][a-z-]*/g))];
  const lines = flags.map((flag) => {
    const said = OPTIONS[`${command} ${flag}`] ?? OPTIONS[flag];
    return `  ${flag.padEnd(WIDTH)}  ${said ?? ""}`.trimEnd();
  });
  const what = new RegExp(`^ {2}${command} +(.+)$`, "m").exec(USAGE)?.[1] ?? "";
  return `${[usage, "", `  ${what}`, ...(lines.length > 0 ? ["", ...lines] : [])].join("\n")}\n`;
}

const WIDTH = Math.max(...Object.keys(OPTIONS).map((key) => key.replace(/^\w+ /, "").length));

/** The lines of the whole usage that are the command's, and what is said of all like it. */
function blockOf(command: string): string | undefined {
  for (const part of USAGE.split("\n\n")) {
    const blocks = part.split(/^(?= {2}greengate )/m);
    const own = blocks.find((block) => block.startsWith(`  greengate ${command} `));
    if (own === undefined) continue;
    const shared = / {6}each with .*\n?/.exec(part)?.[0] ?? "";
    return own.includes(shared) ? own : `${own.trimEnd()}\n${shared}`;
  }
  return undefined;
}
