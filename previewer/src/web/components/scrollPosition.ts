/** Members of `ScrollAlign`. */
const ALIGN = { start: 0, center: 1, end: 2, auto: 3 };

/** Where `list` has to be scrolled to so that `item` lies as `align` says, by default at the start. */
export function scrollPosition(
  list: HTMLElement,
  item: HTMLElement,
  align: number = ALIGN.start,
  extraOffset = 0,
): { top: number; left: number } {
  const outer = list.getBoundingClientRect();
  const inner = item.getBoundingClientRect();
  const scale = list.offsetHeight === 0 ? 1 : outer.height / list.offsetHeight;
  if (list.scrollWidth > list.clientWidth) {
    const start = list.scrollLeft + (inner.left - outer.left) / scale - list.clientLeft;
    const left = aligned(start, item.offsetWidth, list.scrollLeft, list.clientWidth, align);
    return { top: list.scrollTop, left: left + extraOffset };
  }
  const start = list.scrollTop + (inner.top - outer.top) / scale - list.clientTop;
  const top = aligned(start, item.offsetHeight, list.scrollTop, list.clientHeight, align);
  return { top: top + extraOffset, left: list.scrollLeft };
}

function aligned(start: number, size: number, current: number, visible: number, align: number): number {
  const end = start + size - visible;
  switch (align) {
    case ALIGN.center:
      return (start + end) / 2;
    case ALIGN.end:
      return end;
    case ALIGN.auto:
      return current > start ? start : Math.max(current, Math.min(end, start));
    default:
      return start;
  }
}
