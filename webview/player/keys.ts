/** What of a `KeyboardEvent` says which keys were pressed. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Keys by which a browser would scroll the page or press what has the focus. */
export function isScrollKey({ key }: Pick<KeyPress, 'key'>): boolean {
  return [' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'].includes(key);
}
