import { stripVTControlCharacters } from 'node:util';

const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Script=Han})/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text from files and models as one harmless line: no escape sequences, control or direction characters. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\n\r\v\f\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '');
}

function graphemeWidth(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Terminal columns that a printable text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** `text` filled with spaces to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** `text` in at most `width` columns; what does not fit is cut out of the middle, where file names differ least. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const parts = Array.from(graphemes.segment(text), ({ segment }) => segment);
  let room = width - 1;
  let head = '';
  let tail = '';
  for (let i = 0, j = parts.length - 1, fromEnd = true; i <= j; fromEnd = !fromEnd) {
    const part = (fromEnd ? parts[j] : parts[i]) ?? '';
    if (graphemeWidth(part) > room) break;
    room -= graphemeWidth(part);
    if (fromEnd) {
      tail = part + tail;
      j--;
    } else {
      head += part;
      i++;
    }
  }
  return `${head}…${tail}`;
}

/** `text` broken at spaces into lines of at most `width` columns; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
