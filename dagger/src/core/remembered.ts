/**
 * Makes of each text what is made of it once, for texts of which many are the same: of ten thousand
 * findings most share their package, and to look it up costs less than to cut it again.
 */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    known.set(text, made);
    return made;
  };
}
