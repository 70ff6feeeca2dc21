import { type FrameTable, frameAt } from '../../src/core/time.ts';
import { countedFrame, frameOfTimecode, type NominalRate } from './timecode.ts';

/** What a place in the clip is typed as. */
export type PlaceUnit = 'timecode' | 'time' | 'frame';

/** What typed places are counted in. */
export interface Counting {
  readonly table: FrameTable;
  readonly rate: NominalRate;
  readonly variable: boolean;
}

/** The number that timecode shows for frame `frame`. */
export function timecodeNumber({ table, rate, variable }: Counting, frame: number): number {
  return countedFrame(rate, variable, frame, table.times[frame] ?? 0);
}

/** What a letter behind a number makes of it, whatever field it is typed into. */
const UNIT_LETTERS: Readonly<Record<string, PlaceUnit>> = { f: 'frame', s: 'time' };

/**
 * The frame that somebody who typed `text` wants to see, the nearest one there is; `null` when it cannot be read. A sign makes it
 * a distance from frame `current`; a letter behind it, `300f` or `12.5s`, says what it counts, else `field` does.
 */
export function frameTyped(text: string, field: PlaceUnit, counting: Counting, current: number): number | null {
  const { table, rate, variable } = counting;
  const [, sign = '', rest = '', letter = ''] = /^\s*([+-]?)\s*(.*?)\s*([fs]?)\s*$/i.exec(text) ?? [];
  const unit = UNIT_LETTERS[letter.toLowerCase()] ?? field;
  const factor = sign === '-' ? -1 : 1;
  const last = table.times.length - 1;
  const within = (frame: number) => Math.min(Math.max(frame, 0), last);
  const from = sign === '' ? null : current;
  if (unit === 'frame') return /^\d+$/.test(rest) ? within((from ?? 0) + factor * Number(rest)) : null;
  if (unit === 'time') {
    const seconds = secondsOf(rest);
    return seconds === null
      ? null
      : frameAt(table, Math.max(0, (from === null ? 0 : (table.times[from] ?? 0)) + factor * seconds));
  }
  const number = frameOfTimecode(rest, rate);
  if (number === null) return null;
  const wanted = Math.max(0, (from === null ? 0 : timecodeNumber(counting, from)) + factor * number);
  if (!variable) return within(wanted);
  // The first frame that this timecode is shown for, or else the one on screen at that time.
  const shown = frameAt(table, (wanted * rate.denominator) / rate.numerator);
  return timecodeNumber(counting, shown) < wanted && timecodeNumber(counting, within(shown + 1)) === wanted
    ? within(shown + 1)
    : shown;
}

/** `12.5`, `1:02.5` or `1:00:02.5` in seconds; `null` when it is none of them. */
function secondsOf(text: string): number | null {
  if (!/^\d+(?::[0-5]?\d){0,2}(?:[.,]\d*)?$/.test(text)) return null;
  return text
    .replace(',', '.')
    .split(':')
    .reduce((total, part) => total * 60 + Number(part), 0);
}
