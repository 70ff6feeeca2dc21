/** A record of a CSV file; one with line breaks in its fields begins on `line`, 1-based. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * CSV as RFC 4180 has it: comma, quotes doubled inside quotes, any line ending, a byte order mark left out. Blank lines are no records.
 *
 * @returns the records, and the lines on which a quoted field begins that never ends or goes on after its quote.
 */
export function parseCsv(text: string): { readonly records: readonly CsvRecord[]; readonly broken: readonly number[] } {
  const records: CsvRecord[] = [];
  const broken: number[] = [];
  const source = text.replace(/^\ufeff/, '');
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n][^,\r\n]*)|)(,|\r\n|\n|\r|$)/y;
  let line = 1;
  let position = 0;
  while (position < source.length) {
    const start = line;
    const fields: string[] = [];
    let ended = false;
    let whole = true;
    while (!ended) {
      field.lastIndex = position;
      const match = field.exec(source);
      if (match === null) {
        whole = false;
        const rest = /[^\r\n]*(\r\n|\n|\r|$)/y;
        rest.lastIndex = position;
        position += rest.exec(source)?.[0].length ?? source.length;
        line += 1;
        ended = true;
      } else {
        const [all, quoted, plain, end] = match;
        fields.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
        line += (all.match(/\r\n|\n|\r/g) ?? []).length;
        position += all.length;
        ended = end !== ',';
      }
    }
    if (!whole) broken.push(start);
    else if (fields.length > 1 || fields[0] !== '') records.push({ line: start, fields });
  }
  return { records, broken };
}
