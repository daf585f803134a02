/**
 * Whether a lockfile of a folder above lists what a member of its workspace needs too. Most lockfiles
 * name their members' folders; that one lies above says nothing: a package.json below it may be no
 * member, and its packages are then in no lockfile.
 */

/**
 * @param folder the member's, relative to the lockfile's
 * @param text the lockfile's
 * @param manifest the text of the manifest beside the lockfile, empty where there is none
 */
type Knows = (folder: string, text: string, manifest: string) => boolean;

const asKey: Knows = (folder, text) => text.includes(`"${folder}": {`);

const KNOWS: Readonly<Record<string, Knows>> = {
  "package-lock.json": asKey,
  "bun.lock": asKey,
  "pnpm-lock.yaml": (folder, text) => text.includes(`\n  ${folder}:`),
  // The first version names no member.
  "yarn.lock": (folder, text, manifest) =>
    text.includes("# yarn lockfile v1")
      ? manifest.includes('"workspaces"')
      : text.includes(`@workspace:${folder}"`),
  "uv.lock": (folder, text) => text.includes(`"${folder}"`),
  // It names members by their packages' names alone.
  "Cargo.lock": (_folder, _text, manifest) => /^[ \t]*\[workspace[\].]/m.test(manifest),
  // Those two name none: the manifest beside them does.
  "mix.lock": (folder, _text, manifest) =>
    folder.startsWith(`${/\bapps_path:\s*"([^"]+)"/.exec(manifest)?.[1]}/`),
  "pubspec.lock": (_folder, _text, manifest) => /^workspace:/m.test(manifest),
};

export const knowsMember = (lock: string, ...args: Parameters<Knows>): boolean =>
  KNOWS[lock]?.(...args) ?? false;
