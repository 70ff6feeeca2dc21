import { spanLength, type TimeSpan } from '../../../src/core/time.ts';
import type { Window } from './view.ts';

/** Maps clip time (seconds) to pixels from the left of what is shown, and back. */
export interface TimeScale {
  readonly duration: number;
  /** What is shown. */
  readonly span: TimeSpan;
  /** Pixels of what is shown. */
  readonly width: number;
  readonly perSecond: number;
  /** Pixels from the start of the clip to what is shown. */
  readonly offset: number;
  /** Below 0 and above `width` for what is out of sight. */
  readonly xOf: (time: number) => number;
  /** Clamped to the clip. */
  readonly timeOf: (x: number) => number;
}

export function timeScale({ duration, span }: Window, width: number): TimeScale {
  const length = spanLength(span);
  const perSecond = length > 0 ? width / length : 0;
  return {
    duration,
    span,
    width,
    perSecond,
    offset: span.start * perSecond,
    xOf: (time) => (time - span.start) * perSecond,
    timeOf: (x) => (perSecond > 0 ? Math.min(Math.max(span.start + x / perSecond, 0), duration) : 0),
  };
}

/** The same zoom over other pixels: `width` of them, from `offset` pixels behind the start of the clip on. */
export function scaleAt({ duration, perSecond }: TimeScale, offset: number, width: number): TimeScale {
  if (perSecond <= 0) return timeScale({ duration, span: { start: 0, end: 0 } }, width);
  const start = offset / perSecond;
  return timeScale({ duration, span: { start, end: start + width / perSecond } }, width);
}

export interface Tick {
  readonly time: number;
  readonly x: number;
  /** `null` for a minor tick. */
  readonly label: string | null;
}

/** Seconds between labelled ticks, with the number of parts that minor ticks divide them into. */
const STEPS: readonly (readonly [step: number, parts: number])[] = [
  [0.01, 5],
  [0.02, 4],
  [0.05, 5],
  [0.1, 5],
  [0.2, 4],
  [0.5, 5],
  [1, 5],
  [2, 4],
  [5, 5],
  [10, 5],
  [15, 3],
  [30, 6],
  [60, 6],
  [120, 4],
  [300, 5],
  [600, 5],
  [900, 3],
  [1800, 6],
  [3600, 6],
];

/** Ruler ticks of what is shown, with labels at least `minimumGap` pixels apart. */
export function ticksOf({ span, width, perSecond, xOf }: TimeScale, minimumGap: number): Tick[] {
  if (perSecond <= 0 || width <= 0) return [];
  const [step, parts] = STEPS.find(([seconds]) => seconds * perSecond >= minimumGap) ?? [7200, 4];
  // One label may begin left of the edge and still reach into sight.
  const first = Math.max(0, Math.floor(span.start / step) * parts);
  const last = Math.floor((span.end / step) * parts + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const time = ((first + i) * step) / parts;
    return { time, x: xOf(time), label: (first + i) % parts === 0 ? tickLabel(time, step) : null };
  });
}

/** `0:05`, `1:02:00`, or with as many decimals as labels closer than a second need. */
function tickLabel(time: number, step: number): string {
  const decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  const units = Math.round(time * 10 ** decimals);
  const total = Math.floor(units / 10 ** decimals);
  const fraction = decimals === 0 ? '' : `.${String(units % 10 ** decimals).padStart(decimals, '0')}`;
  const seconds = String(total % 60).padStart(2, '0') + fraction;
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}
