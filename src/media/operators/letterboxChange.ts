import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import {
  type FrameRun,
  quantile,
  shown,
  shownBeside,
  shownSeconds,
  spanLengthOf,
  spanWithin,
  steadyRuns,
  windowAround,
} from './frames.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Shares of the picture by which two opposite bars may differ, and by which one may move unseen: two lines of the small frame. */
const LIKE = 0.025;
/** Share of a shot's frames that must show for certain where the picture ends. */
const LEAST_SURE = 0.6;
const LEAST_FRAMES = 5;
/** At a cut the middle of the picture changes by more than so many times its usual change, plus so many levels. */
const GOES_ON = 2;
const GOES_ON_LEVELS = 2;

const operator = {
  id: 'letterbox-change',
  version: 2,
  title: 'Changing black bars',
  rationales: ['aesthetics.visual-quality.temporal-consistency.frame-shape-steady'],
  quantity: 'change of the black bars within a shot',
  unit: '% of the picture',
  source:
    'Black bars at two opposite edges, in equal width, that end in a straight edge where the picture begins. Value: by how much their sum leaves its usual width in the shot, in percent of the picture’s height or width. Constant bars and bars that change at a cut do not count; frames too dark to tell are left out.',
} as const;

export const letterboxChange: FaultOperator = {
  ...operator,
  measure(context, threshold) {
    const { signals, range } = context;
    const { partial } = threshold;
    const courses = coursesIn(context);
    if (courses.length === 0) {
      return { status: 'unmeasurable', reason: 'The edges of the picture are too dark to tell black bars from the scene.' };
    }
    const events = courses
      .flatMap(({ course, oneSided, run, usual, pair }) =>
        stretches({ course, oneSided, run, usual }, partial / 100).map((part) => {
          const value = 100 * Math.abs(part.extreme - usual);
          const length = shownSeconds(spanLengthOf(signals, part));
          const sentence = `Black bars ${pair} ${verbOf(usual, part.extreme)} for ${length}: they cover ${shown(100 * part.extreme)} % of the picture instead of ${shown(100 * usual)} % (limit: a change of ${partial} %).`;
          return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold });
        }),
      )
      .sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const worst = worstOf(events);
    const most = Math.max(...courses.map(({ course, run, usual }) => 100 * largestChange(course, run, usual)));
    const widest = 100 * Math.max(...courses.map(({ usual }) => usual));
    const sentence = worst
      ? `Black bars change by up to ${shownBeside(partial, worst.measurement.value)} % of the picture within a shot (limit ${partial} %).`
      : widest > 0
        ? `Black bars cover ${shown(widest)} % of the picture and keep their place (limit: a change of ${partial} %).`
        : `The picture fills the frame throughout (limit: a change of ${partial} %).`;
    return {
      status: 'measured',
      summary: measuredEvent(operator, {
        value: worst?.measurement.value ?? Math.min(partial, most),
        span: worst?.measurement.span ?? range,
        sentence,
        threshold,
      }),
      events,
    };
  },
  trace({ signals, range }: OperatorContext) {
    const { barTop, barBottom, barLeft, barRight } = signals.frames.series;
    const values = signals.frames.series.barTop.map((_, frame) => {
      const sums = [pairAt(barTop, barBottom, frame), pairAt(barLeft, barRight, frame)];
      const sure = sums.filter((sum) => sum !== null);
      return sure.length === 0 ? Number.NaN : 100 * Math.max(...sure);
    });
    return frameTrace(signals, range, values);
  },
};

interface Course {
  /** Sum of two opposite bars per frame; `null` where nothing can tell. */
  readonly course: (frame: number) => number | null;
  /** Twice the one bar of a frame in which the other cannot be told; `null` in all others. */
  readonly oneSided: (frame: number) => number | null;
  readonly run: FrameRun;
  /** What the sum is most of the time. */
  readonly usual: number;
  readonly pair: string;
}

function coursesIn({ signals, range }: OperatorContext): Course[] {
  const { barTop, barBottom, barLeft, barRight } = signals.frames.series;
  return picturesOnly(signals, range)
    .filter(({ from, to }) => to - from >= LEAST_FRAMES)
    .flatMap((run) =>
      [
        { pair: 'above and below the picture', bars: [barTop, barBottom] as const },
        { pair: 'beside the picture', bars: [barLeft, barRight] as const },
      ].flatMap(({ pair, bars }) => {
        const course = (frame: number) => pairAt(...bars, frame);
        const usual = usualOf(course, run);
        return usual === null ? [] : [{ course, oneSided: (frame: number) => oneSidedAt(...bars, frame), run, usual, pair }];
      }),
    );
}

/**
 * Runs of one picture: where bars come or go, shot detection may see a cut, but the middle of the picture goes on as before.
 */
function picturesOnly(signals: Signals, range: TimeSpan): FrameRun[] {
  const { detailChange } = signals.frames.series;
  const runs: FrameRun[] = [];
  for (const run of steadyRuns(signals, range)) {
    const before = runs.at(-1);
    const reach = { from: before?.from ?? 0, to: run.to };
    const usual = quantile(detailChange, windowAround(signals, reach, run.from, 1, 8), 0.5) ?? 0;
    const goesOn = before?.to === run.from && (detailChange[run.from] ?? 0) <= GOES_ON * usual + GOES_ON_LEVELS;
    if (before && goesOn) runs.splice(-1, 1, { from: before.from, to: run.to });
    else runs.push(run);
  }
  return runs;
}

function pairAt(before: Float32Array, after: Float32Array, frame: number): number | null {
  const one = before[frame] ?? -1;
  const other = after[frame] ?? -1;
  return one < 0 || other < 0 || Math.abs(one - other) > LIKE ? null : one + other;
}

function oneSidedAt(before: Float32Array, after: Float32Array, frame: number): number | null {
  const one = before[frame] ?? -1;
  const other = after[frame] ?? -1;
  return one < 0 === other < 0 ? null : 2 * Math.max(one, other);
}

/** The value that most frames share; `null` when too few can tell. */
function usualOf(course: Course['course'], { from, to }: FrameRun): number | null {
  const counts = new Map<number, number>();
  let sure = 0;
  for (let frame = from; frame < to; frame++) {
    const value = course(frame);
    if (value === null) continue;
    sure++;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (sure < LEAST_SURE * (to - from)) return null;
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || a - b);
  return most?.[0] ?? null;
}

/**
 * The stretches of frames whose bars differ from the usual ones; frames that cannot tell belong to what they lie in, and at its end
 * as long as one of the bars is still there.
 */
function stretches(
  { course, oneSided, run, usual }: Omit<Course, 'pair'>,
  limit: number,
): (FrameRun & { readonly extreme: number })[] {
  const found: { from: number; to: number; extreme: number }[] = [];
  let open: { from: number; to: number; extreme: number } | null = null;
  for (let frame = run.from; frame < run.to; frame++) {
    const value = course(frame);
    if (value === null) {
      const half = oneSided(frame);
      if (open?.to === frame && half !== null && Math.abs(half - usual) > Math.max(limit, LIKE)) open.to = frame + 1;
      continue;
    }
    if (Math.abs(value - usual) <= Math.max(limit, LIKE)) {
      open = null;
      continue;
    }
    if (!open) {
      open = { from: frame, to: frame + 1, extreme: value };
      found.push(open);
    }
    open.to = frame + 1;
    if (Math.abs(value - usual) > Math.abs(open.extreme - usual)) open.extreme = value;
  }
  return found;
}

function largestChange(course: Course['course'], run: FrameRun, usual: number): number {
  let largest = 0;
  for (let frame = run.from; frame < run.to; frame++) largest = Math.max(largest, Math.abs((course(frame) ?? usual) - usual));
  return largest;
}

function verbOf(usual: number, now: number): string {
  if (usual === 0) return 'appear';
  if (now === 0) return 'vanish';
  return now > usual ? 'grow' : 'shrink';
}
