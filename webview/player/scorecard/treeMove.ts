import type { ScorecardRow } from './rows.ts';

/** What a key does in the tree, after the ARIA tree pattern: focus another row, or open or close one. */
export type TreeMove = { readonly focus: string } | { readonly toggle: string; readonly open: boolean };

/** @param key `KeyboardEvent.key`. */
export function treeMove(rows: readonly ScorecardRow[], focused: string, key: string): TreeMove | null {
  const index = rows.findIndex((row) => row.key === focused);
  const row = rows[index];
  if (!row) return null;
  const focus = (target: ScorecardRow | undefined): TreeMove | null => (target ? { focus: target.key } : null);
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (row.open === false) return { toggle: row.key, open: true };
      return row.open ? focus(rows[index + 1]) : null;
    case 'ArrowLeft':
      if (row.open) return { toggle: row.key, open: false };
      return row.parent === null ? null : { focus: row.parent };
    default:
      return null;
  }
}
