/** Works on items side by side, so many at once, one at least; results in the items' order. */
export async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const worker = async () => {
    // Each worker takes the next entry of the one iterator.
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(most, 1), items.length) }, worker));
  return results;
}
