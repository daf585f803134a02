/** Arrow keys, Home and End go from finding to finding while one has the focus. */

export function moveWithKeys(list: HTMLElement): void {
  list.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (modified || !(target instanceof HTMLElement) || target.localName !== "summary") return;
    const shown = [...list.children].filter((row) => row instanceof HTMLElement && !row.hidden);
    const at = shown.findIndex((row) => row.contains(target));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[key];
    const next = to === undefined ? undefined : shown[to];
    if (!next) return;
    event.preventDefault();
    next.querySelector("summary")?.focus();
  });
}
