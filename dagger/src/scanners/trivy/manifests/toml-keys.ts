/**
 * The keys of a TOML file, dotted and with their tables: as far as asking for one needs it. Never
 * fails: a line that is none of TOML is passed over.
 */

export interface TomlKey {
  /** `tool.poetry.dependencies.requests`; a table's own header too, with an empty value. */
  readonly key: string;
  /** What stands behind `=` in its line. */
  readonly value: string;
}

const dotted = (text: string): string => text.replace(/[\s"']/g, "");

export function tomlKeys(text: string): TomlKey[] {
  let table = "";
  return text.split("\n").flatMap((raw): TomlKey[] => {
    const line = raw.trim();
    if (line.startsWith("[")) {
      const header = dotted(
        line
          .slice(line.startsWith("[[") ? 2 : 1)
          .split("]", 1)
          .join(),
      );
      table = `${header}.`;
      return [{ key: header, value: "" }];
    }
    const equals = line.indexOf("=");
    if (equals < 1 || line.startsWith("#")) return [];
    const key = `${table}${dotted(line.slice(0, equals))}`;
    return [{ key, value: line.slice(equals + 1).trim() }];
  });
}
