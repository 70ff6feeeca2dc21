import { padEnd, widthOf } from './terminalText.ts';

export interface Column {
  /** Two lines: the group (printed once over neighbours of one group) and the title below it. */
  readonly group: string;
  readonly title: string;
  readonly cells: readonly string[];
}

const GAP = '  ';

/**
 * A table in plain text: a column of row names, then the others. What does not fit in `width` terminal columns goes on
 * in further blocks below, each with the row names again.
 */
export function formatTable(names: Column, columns: readonly Column[], width: number): string {
  return blocksOf(names, columns, width)
    .map((block) => formatBlock([names, ...block]))
    .join('\n\n');
}

/** Terminal columns of a table column without its group, which may reach over its neighbours. */
function columnWidth({ title, cells }: Column): number {
  return Math.max(...[title, ...cells].map(widthOf));
}

function blocksOf(names: Column, columns: readonly Column[], width: number): Column[][] {
  const blocks: Column[][] = [[]];
  const start = columnWidth(names);
  let used = start;
  for (const column of columns) {
    const wide = GAP.length + Math.max(columnWidth(column), widthOf(column.group));
    if (used + wide > width && blocks.at(-1)?.length) {
      blocks.push([]);
      used = start;
    }
    blocks.at(-1)?.push(column);
    used += wide;
  }
  return blocks;
}

function formatBlock(columns: readonly Column[]): string {
  const groups = columns.map((column, i) => (column.group === columns[i - 1]?.group ? '' : column.group));
  const widths = columns.map((column, i) => {
    const groupReachesOn = columns[i + 1]?.group === column.group;
    return Math.max(columnWidth(column), groupReachesOn ? 0 : widthOf(groups[i] ?? ''));
  });
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => padEnd(cell, widths[i] ?? 0))
      .join(GAP)
      .trimEnd();
  const rows = (columns[0]?.cells ?? []).map((_, row) => line(columns.map((column) => column.cells[row] ?? '')));
  const rule = widths.map((columns) => '─'.repeat(columns)).join(GAP);
  const groupLine = groupHeader(groups, widths);
  return [...(groupLine === '' ? [] : [groupLine]), line(columns.map(({ title }) => title)), rule, ...rows].join('\n');
}

/** Groups begin over their first column and may reach over the ones they hold. */
function groupHeader(groups: readonly string[], widths: readonly number[]): string {
  let text = '';
  let start = 0;
  for (const [i, group] of groups.entries()) {
    if (group !== '') text = padEnd(text, start) + group;
    start += (widths[i] ?? 0) + GAP.length;
  }
  return text.trimEnd();
}
