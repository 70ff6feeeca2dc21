/**
 * Brings a row into view by scrolling the scorecard alone. `scrollIntoView` would scroll the page too, and in a narrow editor,
 * where the scorecard is below the picture, take away the picture that the reviewer has just asked to see.
 */
export function scrollWithin(box: Element | null, row: HTMLElement): void {
  if (!box) return;
  const outer = box.getBoundingClientRect();
  const inner = row.getBoundingClientRect();
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
}
