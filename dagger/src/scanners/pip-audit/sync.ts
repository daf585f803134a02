/** What `uv pip sync FILE…` and `pip-sync FILE…` install from: plain arguments, with no `-r` before them. */

/**
 * Options of the two whose value may stand behind them as a word of its own, which is then no such
 * file. One that is missing here costs a note that the Dockerfile installs from what is not there.
 */
const VALUED =
  /^(-[bcCfip]|--((build-)?constraints?|overrides?|excludes?|extra|group|config-settings?(-package)?|(default-|extra-)?index(-url|-strategy)?|find-links|keyring-provider|(trusted|allow-insecure)-host|python(-version|-platform|-executable)?|target|prefix|(no|only)-binary|no-build-isolation-package|(reinstall|refresh)-package|link-mode|torch-backend|exclude-newer|cert|client-cert|pip-args|config(-file)?|cache-dir|color|directory|project))$/;

/** By whatever path, but for one that an option names: a cache is often called pip. */
const PIP_SYNC = /^([^=]*\/)?pip-sync$/;
const PIP = /^([^=]*\/)?(pip|piptools)$/;

/**
 * @param words those of one command
 * @returns the files as written, none where it is no such command
 */
export function syncedFrom(words: readonly string[]): string[] {
  const own = words.findIndex((word) => PIP_SYNC.test(word));
  const pip = words.findIndex((word) => PIP.test(word));
  const at = own === -1 && pip !== -1 ? words.indexOf("sync", pip) : own;
  const after = at === -1 ? [] : words.slice(at + 1);
  const end = after.findIndex((word) => /^(\d*[<>]|#)/.test(word));
  const given = end === -1 ? after : after.slice(0, end);
  return given.filter(
    (word, index) => !word.startsWith("-") && !VALUED.test(given[index - 1] ?? ""),
  );
}
