/** Which files are Dockerfiles, and the requirements files that one installs from, whatever they are called. */
import { posix } from "node:path";
import { instructions } from "../instructions.ts";

/**
 * What Trivy takes for one whatever its ending: `Dockerfile.ts` is, and `dockerfile.ts` is not.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/iac/detection/detect.go
 */
const TRIVYS = /(^|\/)(Dockerfile|Containerfile)(\.[^/.]*)?$/;

/** And what people name one besides, since any name will do: `dockerfile`, `Dockerfile-dev`. */
const NAMED_SO = /(^|\/)((docker|container)file[^/]*|[^/]*\.(docker|container)file)$/i;

/** But for code and texts about Dockerfiles. */
const OTHER =
  /\.([cm]?[jt]sx?|py|rb|go|rs|java|kts?|cs|php|swift|c|h|cpp|hpp|lua|sh|ps1|md|rst|adoc|html?|css|json|ya?ml|toml|snap)$/i;

export const isDockerfile = (path: string): boolean =>
  TRIVYS.test(path) || (NAMED_SO.test(path) && !OTHER.test(path));

/**
 * A path in a Dockerfile is one of the image, so only its last part says which file of the source is
 * meant; COPY may have renamed that.
 *
 * @returns of each such file the names that it may have in the source, without a folder; as the
 *   Dockerfile installs from it first
 */
export function installedFrom(dockerfile: string): (readonly [string, ...string[]])[] {
  const lines = instructions(dockerfile).map(({ words }) => words);
  const before = lines.flatMap(renamed);
  const names = lines.flatMap((line) => line.split(/&&|;|\|/).flatMap(requirements));
  return [...new Set(names)].map((name) => [
    name,
    ...before.flatMap(([to, from]) => (to === name && from !== "" ? [from] : [])),
  ]);
}

/** Quotes, and the list that the exec form is, count as spaces. */
const words = (text: string): string[] =>
  text.split(/[\s"',[\]()`]+/).filter((word) => word !== "");

/** `COPY deps.lst /tmp/r.txt`, `RUN --mount=type=bind,…`: the name after, and the one before. */
function renamed(line: string): (readonly [string, string])[] {
  const [instruction = "", ...rest] = words(line);
  const pair = (from = "", to = "") => [posix.basename(to), posix.basename(from)] as const;
  if (/^RUN$/i.test(instruction)) {
    return [...line.matchAll(/--mount=(\S+)/g)].map(([, mount = ""]) =>
      pair(
        /(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1],
        /(?:^|,)(?:target|dst|destination)=([^,]+)/.exec(mount)?.[1],
      ),
    );
  }
  if (!/^(COPY|ADD)$/i.test(instruction)) return [];
  const [from, to, another] = rest.filter((word) => !word.startsWith("--"));
  return to === undefined || another !== undefined ? [] : [pair(from, to)];
}

/** Of one command: `pip install -r FILE`, in each of its spellings, `-qr FILE` too. */
function requirements(command: string): string[] {
  if (!/\b(pip|uv\b).*\b(install|download|wheel|sync)\b/.test(command)) return [];
  const each = words(command);
  return each.flatMap((word, index) => {
    const attached = /^(?:-[A-Za-z]*?r|--requirem[a-z]*=)(.+)$/.exec(word)?.[1];
    const named = /^(-[A-Za-z]*r|--requirem[a-z]*)$/.test(word) ? each[index + 1] : attached;
    return named === undefined ? [] : [posix.basename(named)];
  });
}
