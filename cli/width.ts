/** How wide the words of a verdict may be. */

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const LEAST = 80;

/** What reads a pipe or a log has no edge to keep to. */
const NO_TERMINAL = 200;

/** @returns columns: the terminal's own, 80 at least */
export const widthOf = ({ isTTY, columns = LEAST }: Stream): number =>
  isTTY === true ? Math.max(LEAST, columns) : NO_TERMINAL;
