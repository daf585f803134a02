/** A phone, or a window as narrow: fewer rows at once, the choices folded away. */
export const NARROW = matchMedia("(max-width: 48rem)").matches;
