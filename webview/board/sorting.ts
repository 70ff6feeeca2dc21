/** By which column rows stand, and which way. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** What a press on the head of a column makes of the order: the other way round, or down from the greatest. `null`: as it came. */
export function pressed(sorting: Sorting | null, column: string): Sorting | null {
  if (sorting?.column !== column) return { column, descending: true };
  return sorting.descending ? { column, descending: false } : null;
}

/** Rows in order; those without a value come last either way, and equal ones stay as they came. */
export function sortedRows<Row>(
  rows: readonly Row[],
  of: (row: Row) => number | string | null,
  descending: boolean,
): readonly Row[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order = typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b;
    return descending ? -order : order;
  });
}
