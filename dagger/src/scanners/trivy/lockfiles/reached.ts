/**
 * @param next what one leads to
 * @returns the roots, and all that they lead to; each is asked once, so a circle ends
 */
export function reached<T>(roots: Iterable<T>, next: (one: T) => Iterable<T>): Set<T> {
  const found = new Set<T>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const one = waiting.pop() as T;
    if (found.has(one)) continue;
    found.add(one);
    for (const each of next(one)) waiting.push(each);
  }
  return found;
}
