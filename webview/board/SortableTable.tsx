import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressed, type Sorting, sortedRows } from './sorting.ts';

export interface TableColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** What rows are sorted by. */
  readonly value: (row: Row) => number | string | null;
  readonly cell: (row: Row) => ComponentChildren;
}

interface SortableTableProps<Row> {
  readonly caption: string;
  /** The first one names the row. */
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly class?: string;
}

/** A table whose columns sort it; without a sorted column, rows stand as they came. */
export function SortableTable<Row>({ caption, columns, rows, keyOf, class: className = '' }: SortableTableProps<Row>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = columns.find(({ id }) => id === sorting?.column);
  const ordered = sorting && sorted ? sortedRows(rows, sorted.value, sorting.descending) : rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
      <table class={className}>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorting={sorting} onPress={(id) => setSorting(pressed(sorting, id))} />
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id}>{column.cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadCellProps {
  readonly column: { readonly id: string; readonly title: string };
  readonly sorting: Sorting | null;
  readonly onPress: (column: string) => void;
}

function HeadCell({ column: { id, title }, sorting, onPress }: HeadCellProps) {
  const own = sorting?.column === id ? sorting : null;
  return (
    <th scope="col" aria-sort={own ? (own.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" title={BOARD_STRINGS.sortBy(title)} onClick={() => onPress(id)}>
        {title}
        {own && <Icon name={own.descending ? 'arrow-down' : 'arrow-up'} />}
      </button>
    </th>
  );
}
