/**
 * What has to be put away where a command is stopped midway, by Ctrl-C or by a CI job that is
 * cancelled: the programs that it started, which are of groups of their own and would run on; their
 * containers; its folder, which may hold a copy of the source and the image.
 */

type PutAway = () => void;

const pending = new Set<PutAway>();

/**
 * @param putAway what is to be done should the command be stopped from now on; it can't wait
 * @returns to be called once that is no longer needed
 */
export function onStop(putAway: PutAway): () => void {
  pending.add(putAway);
  return () => void pending.delete(putAway);
}

/** Once for the process. It still ends by the signal, so that whoever sent it sees that. */
export function putAwayOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      // The last first: programs end before the folder goes that they write to.
      for (const putAway of [...pending].reverse()) {
        try {
          putAway();
        } catch {
          // The others are put away all the same.
        }
      }
      process.kill(process.pid, signal);
    });
  }
}
