/** The order of Debian's versions: https://manpages.debian.org/deb-version.7 */

/** @returns less than zero where `a` is the older one */
export function compareDeb(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  return (
    left.epoch - right.epoch ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  );
}

export const isDeb = (version: string): boolean => /^(\d+:)?\d[\w.+~:-]*$/.test(version);

function partsOf(version: string) {
  const [, epoch = "0", rest = ""] = /^(?:(\d+):)?(.*)$/.exec(version) ?? [];
  const dash = rest.lastIndexOf("-");
  const [upstream, revision] =
    dash === -1 ? [rest, "0"] : [rest.slice(0, dash), rest.slice(dash + 1)];
  return { epoch: Number(epoch), upstream, revision };
}

/** Text and numbers by turns; in text a tilde is before the end, and a letter before any other sign. */
function compareParts(a: string, b: string): number {
  const [left, right] = [turnsOf(a), turnsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one = "", two = ""] = [left[index], right[index]];
    const order = index % 2 === 0 ? compareSigns(one, two) : Number(one) - Number(two);
    if (order !== 0) return order;
  }
  return 0;
}

/** Begins with text, be it empty. */
function turnsOf(text: string): string[] {
  const turns: string[] = text.match(/\D+|\d+/g) ?? [];
  return /^\d/.test(text) ? ["", ...turns] : turns;
}

function compareSigns(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = rank(a[index]) - rank(b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function rank(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === "~") return -1;
  return /[a-z]/i.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}
