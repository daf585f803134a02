/** A lockfile that is written anew for Trivy holds a name once: of several versions each needs one of its own. */
export interface Named {
  readonly name: string;
  readonly version: string;
}

/** @returns as many lists as one name has versions: in each a name stands once, in the order given */
export function eachNameOnce(packages: readonly Named[]): Named[][] {
  const lists: Named[][] = [];
  const count = new Map<string, number>();
  for (const each of packages) {
    const index = count.get(each.name) ?? 0;
    count.set(each.name, index + 1);
    lists[index] ??= [];
    lists[index].push(each);
  }
  return lists;
}
