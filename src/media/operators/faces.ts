import type { FaceSeries, FaceSignals, FaceTrack } from '../../core/faces.ts';
import type { PictureRegion } from '../../core/measurement.ts';
import type { TimeSpan } from '../../core/time.ts';
import type { OperatorContext, OperatorOutcome, Trace } from './operator.ts';

/** Radians away from the camera from which a face is seen from the side: its features are then guesses of the mesh. */
const MOST_TURNED = 0.6;
/** Pixels of height below which a face is too small to read, and how sure the detector must be. */
const LEAST_PIXELS = 64;
const LEAST_SCORE = 0.6;
/** Share of the face that must be in the picture: beyond its edges the mesh is guessed. */
const LEAST_INSIDE = 0.92;

/** The part of a track that lies in a range: moments `from` ≤ index < `to`. */
export interface TrackPart {
  readonly track: FaceTrack;
  readonly from: number;
  readonly to: number;
}

export type FacesInRange =
  | { readonly status: 'seen'; readonly faces: FaceSignals; readonly parts: readonly TrackPart[] }
  | Extract<OperatorOutcome, { reason: string }>;

/** The faces of people in a range, or why there is nothing to measure. */
export function facesIn({ signals, range }: OperatorContext): FacesInRange {
  const { faces } = signals;
  if (faces === null) {
    return {
      status: 'unmeasurable',
      reason:
        'Faces were not looked for: install the face pack (command "EvalVerse: Install Face Pack") and turn on the setting evalverse.faces.enabled.',
    };
  }
  const parts = faces.tracks.map((track) => partOf(track, range)).filter(({ from, to }) => to > from);
  if (parts.length > 0) return { status: 'seen', faces, parts };
  return { status: 'unmeasurable', reason: 'No face of a person is large and clear enough to measure.' };
}

function partOf(track: FaceTrack, range: TimeSpan): TrackPart {
  const { times } = track;
  let from = 0;
  while (from < times.length && (times[from] ?? 0) < range.start - 1e-6) from++;
  let to = from;
  while (to < times.length && (times[to] ?? 0) < range.end - 1e-6) to++;
  return { track, from, to };
}

/** Whether features of the face can be read at a moment: large, whole, sure, and turned to the camera. */
export function isReadable({ series }: FaceTrack, index: number, { pictureHeight }: FaceSignals): boolean {
  return (
    (series.height[index] ?? 0) * pictureHeight >= LEAST_PIXELS &&
    shareInside(series, index) >= LEAST_INSIDE &&
    (series.score[index] ?? 0) >= LEAST_SCORE &&
    Math.abs(series.yaw[index] ?? 0) <= MOST_TURNED &&
    Math.abs(series.pitch[index] ?? 0) <= MOST_TURNED
  );
}

function shareInside({ x, y, width, height }: FaceTrack['series'], index: number): number {
  const part = (start: number, length: number) => Math.max(0, Math.min(1, start + length) - Math.max(0, start)) / length;
  return part(x[index] ?? 0, width[index] ?? 1) * part(y[index] ?? 0, height[index] ?? 1);
}

/** The time from the first to after the last moment of a part. */
export function spanOfPart({ track, from, to }: TrackPart, range: TimeSpan): TimeSpan {
  const start = track.times[from] ?? range.start;
  return { start, end: Math.min(range.end, endOf(track, to - 1)) };
}

/** When the moment after `index` comes, or would come. */
export function endOf({ times }: FaceTrack, index: number): number {
  const time = times[index] ?? 0;
  return times[index + 1] ?? time + (time - (times[index - 1] ?? time));
}

/** Where the face is at a moment, cut to the picture. */
export function regionAt({ series }: FaceTrack, index: number): PictureRegion {
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const at = (name: FaceSeries) => series[name][index] ?? 0;
  const x = within(at('x'));
  const y = within(at('y'));
  return {
    x,
    y,
    width: within(at('x') + at('width')) - x,
    height: within(at('y') + at('height')) - y,
  };
}

/** What `valueAt` gives for every moment of the parts, the largest one where several faces are in the picture; NaN is no value. */
export function traceOfParts(parts: readonly TrackPart[], valueAt: (part: TrackPart, index: number) => number): Trace | null {
  const values = new Map<number, number>();
  for (const part of parts) {
    for (let index = part.from; index < part.to; index++) {
      const value = valueAt(part, index);
      const time = part.track.times[index] ?? 0;
      const known = values.get(time);
      if (known === undefined || Number.isNaN(known) || value > known) values.set(time, value);
    }
  }
  const moments = [...values].sort(([a], [b]) => a - b);
  if (moments.every(([, value]) => Number.isNaN(value))) return null;
  return { times: Float64Array.from(moments, ([time]) => time), values: Float32Array.from(moments, ([, value]) => value) };
}

/** Means of several series over two neighbouring windows of `seconds` each, before and from a moment on; `null` where one is empty. */
export function meansAround(
  { track, from, to }: TrackPart,
  index: number,
  seconds: number,
  valuesAt: (index: number) => readonly number[] | null,
): { readonly before: readonly number[]; readonly after: readonly number[] } | null {
  const time = track.times[index] ?? 0;
  const before: (readonly number[])[] = [];
  const after: (readonly number[])[] = [];
  const collect = (other: number, side: (readonly number[])[]): boolean => {
    const away = (track.times[other] ?? 0) - time;
    if (away < -seconds - 1e-6 || away >= seconds - 1e-6) return false;
    const values = valuesAt(other);
    if (values) side.push(values);
    return true;
  };
  for (let other = index - 1; other >= from && collect(other, before); other--);
  for (let other = index; other < to && collect(other, after); other++);
  return before.length > 1 && after.length > 1 ? { before: meanOf(before), after: meanOf(after) } : null;
}

function meanOf(rows: readonly (readonly number[])[]): number[] {
  return (rows[0] ?? []).map((_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length);
}

/** The moments at which `valueAt` peaks above `limit`, at least `seconds` apart, with their values. */
export function peaksOf(
  { track, from, to }: TrackPart,
  valueAt: (index: number) => number,
  { limit, seconds }: { readonly limit: number; readonly seconds: number },
): { readonly index: number; readonly value: number }[] {
  const peaks: { index: number; value: number }[] = [];
  for (let index = from; index < to; index++) {
    const value = valueAt(index);
    if (!(value > limit)) continue;
    const last = peaks.at(-1);
    if (!last || (track.times[index] ?? 0) - (track.times[last.index] ?? 0) > seconds) peaks.push({ index, value });
    else if (value > last.value) peaks[peaks.length - 1] = { index, value };
  }
  return peaks;
}

/** The largest value that is one; `null` when there is none. */
export function largestOf(values: Float32Array): number | null {
  return values.reduce<number | null>(
    (most, value) => (Number.isNaN(value) || (most !== null && most >= value) ? most : value),
    null,
  );
}
