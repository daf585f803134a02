/**
 * Dependency groups in uv's lockfile: Trivy leaves out every one (measured, 0.76), while `uv sync`
 * installs those of `default-groups`, and a Dockerfile's command may name any. As with Poetry, what a
 * group is called tells whether it is for development.
 */
import { parse, stringify } from "smol-toml";
import { z } from "zod";
import { parsed, withoutMark } from "./parsed.ts";
import { isDevelopment } from "./poetry.ts";

const groups = z.record(z.string(), z.array(z.unknown()));
const lockfile = z.looseObject({
  package: z.array(
    z.looseObject({
      "dev-dependencies": groups.optional(),
      "optional-dependencies": groups.optional(),
    }),
  ),
});

/**
 * @returns the lockfile with other groups as extras, which Trivy reads; undefined where there is none;
 *   an empty text, of which it reads nothing, where it can't be read
 */
export function withOtherGroups(text: string): string | undefined {
  const { data } = lockfile.safeParse(parsed(parse, withoutMark(text)));
  if (!data) return "";
  const packages = data.package.map((each) => {
    const others = Object.entries(each["dev-dependencies"] ?? {}).filter(
      ([name]) => !isDevelopment(name),
    );
    if (others.length === 0) return each;
    const extras = {
      ...each["optional-dependencies"],
      "greengate-groups": others.flatMap(([, of]) => of),
    };
    return { ...each, "optional-dependencies": extras };
  });
  if (packages.every((each, index) => each === data.package[index])) return undefined;
  return stringify({ ...data, package: packages });
}
