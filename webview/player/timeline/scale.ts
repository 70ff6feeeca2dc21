/** Maps clip time (seconds) to pixels from the left of the tracks and back. */
export interface TimeScale {
  readonly duration: number;
  readonly width: number;
  readonly xOf: (time: number) => number;
  /** Clamped to the clip. */
  readonly timeOf: (x: number) => number;
}

export function timeScale(duration: number, width: number): TimeScale {
  const perSecond = duration > 0 ? width / duration : 0;
  return {
    duration,
    width,
    xOf: (time) => time * perSecond,
    timeOf: (x) => (perSecond > 0 ? Math.min(Math.max(x / perSecond, 0), duration) : 0),
  };
}

export interface Tick {
  readonly time: number;
  readonly x: number;
  /** `null` for a minor tick. */
  readonly label: string | null;
}

/** Seconds between labelled ticks, with the number of parts that minor ticks divide them into. */
const STEPS: readonly (readonly [step: number, parts: number])[] = [
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

/** Ruler ticks with labels at least `minimumGap` pixels apart. */
export function ticksOf(scale: TimeScale, minimumGap: number): Tick[] {
  if (scale.duration <= 0 || scale.width <= 0) return [];
  const [step, parts] = STEPS.find(([seconds]) => scale.xOf(seconds) >= minimumGap) ?? [7200, 4];
  const count = Math.floor((scale.duration / step) * parts + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => {
    const time = (i * step) / parts;
    return { time, x: scale.xOf(time), label: i % parts === 0 ? tickLabel(time, step) : null };
  });
}

/** `0:05`, `1:02:00`, or `0:05.4` where labels are closer than a second. */
function tickLabel(time: number, step: number): string {
  const tenths = Math.round(time * 10);
  const total = Math.floor(tenths / 10);
  const seconds = String(total % 60).padStart(2, '0') + (step < 1 ? `.${tenths % 10}` : '');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}
