import type { Signals } from '../../core/signals.ts';
import { clarityOf, clarityTrace, type Swing, swingsIn } from './clarity.ts';
import { type FrameRun, quantile, shownSeconds, spanLengthOf, spanWithin, steadyRuns, windowAround } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { medianOf } from './statistics.ts';

/** Change of clarity (natural logarithm) that counts as a swing: about a blur of 1 px on a sharp picture. */
const SWING = 0.3;
/** Seconds that one swing takes: a lens needs time, and a slow pull is no search. */
const FASTEST = 0.12;
const SLOWEST = 1.6;
/** Seconds over which single frames are smoothed away. */
const SMOOTHING = 0.12;
const LEAST_FRAMES = 16;
/** Luma levels of fine contrast below which there is nothing to focus on. */
const LEAST_SHARPNESS = 2;
/**
 * Share of a swing that fine detail accounts for, and change of coarse contrast (natural logarithm) in it at most: otherwise something
 * else came into the picture.
 */
const OF_FINE_DETAIL = 0.6;
const MOST_COARSE = 0.5;
/** Luma levels added to detail before a ratio is taken. */
const FLOOR = 0.5;
/** Movement per frame, as share of the picture size, that blurs by itself. */
const FAST = 0.012;

const operator = {
  id: 'focus-hunting',
  version: 3,
  title: 'Focus that searches to and fro',
  rationales: ['cinematography.lens.focus.no-focus-hunting'],
  quantity: 'swings of sharpness in a row',
  unit: 'swings',
  source:
    'Clarity is ln(detail at 2 px / √(detail at 4 px · coarse structure)), root mean squares of the Laplacian of 2×2 and 4×4 px means and of the steps between 16×16 px means in four tiles of native pixels, median over 0.12 s. A swing is a change by 0.3 from one turning point to the next that takes 0.12…1.6 s while coarse structure stays and the camera does not whip; counted are swings that follow one another without a rest.',
} as const;

export const focusHunting: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const runs = runsToJudge(signals, steadyRuns(signals, range));
    if (runs.length === 0) {
      return { status: 'unmeasurable', reason: 'No shot here is long enough and has enough detail to judge focus.' };
    }
    const { partial } = threshold;
    const smooth = smoothClarity(signals, runs);
    const searched = runs.map((run) => ({ run, searches: searchesIn(signals, run, smooth) }));
    const events = searched.flatMap(({ run, searches }) =>
      searches.flatMap((swings) => {
        const first = swings[0];
        const last = swings.at(-1);
        if (!first || !last || swings.length <= partial) return [];
        const part = { from: first.leaves, to: Math.min(run.to, last.arrives + 1) };
        const length = shownSeconds(spanLengthOf(signals, part));
        const sentence = `Focus searches: sharpness swings ${swings.length} times to and fro in ${length} (limit ${partial}).`;
        return [measuredEvent(operator, { value: swings.length, span: spanWithin(signals, part, range), sentence, threshold })];
      }),
    );
    const most = searched.reduce((most, { searches }) => Math.max(most, ...searches.map(({ length }) => length)), 0);
    const times = most === 1 ? 'once' : `${most} times in a row`;
    const sentence = most > 0 ? `Sharpness swings at most ${times} (limit ${partial}).` : 'Sharpness does not swing.';
    return {
      status: 'measured',
      summary: worstOf(events) ?? measuredEvent(operator, { value: most, span: range, sentence, threshold }),
      events,
    };
  },
  trace: clarityTrace,
};

function runsToJudge(signals: Signals, runs: readonly FrameRun[]): FrameRun[] {
  return runs.filter(
    (run) => run.to - run.from >= LEAST_FRAMES && (quantile(signals.frames.series.sharpness2, run, 0.75) ?? 0) >= LEAST_SHARPNESS,
  );
}

function smoothClarity(signals: Signals, runs: readonly FrameRun[]): Float32Array {
  const clarity = clarityOf(signals);
  const smooth = new Float32Array(clarity.length);
  for (const run of runs) {
    for (let frame = run.from; frame < run.to; frame++) {
      smooth[frame] = quantile(clarity, windowAround(signals, run, frame, SMOOTHING, 3), 0.5) ?? 0;
    }
  }
  return smooth;
}

/** Rows of swings at the speed of a searching lens, each following the one before. */
function searchesIn(signals: Signals, run: FrameRun, smooth: Float32Array): Swing[][] {
  const searches: Swing[][] = [];
  for (const swing of swingsIn(smooth, run, SWING)) {
    if (!isLens(signals, swing)) continue;
    const search = searches.at(-1);
    if (search?.at(-1)?.to === swing.from) search.push(swing);
    else searches.push([swing]);
  }
  return searches;
}

function isLens(signals: Signals, { leaves, arrives, change }: Swing): boolean {
  const { times, series } = signals.frames;
  const seconds = (times[arrives] ?? 0) - (times[leaves] ?? 0);
  if (seconds < FASTEST || seconds > SLOWEST) return false;
  const moved = Array.from({ length: arrives - leaves }, (_, i) =>
    Math.hypot(series.panX[leaves + 1 + i] ?? 0, series.panY[leaves + 1 + i] ?? 0),
  );
  const fine = changeOf(series.sharpness2, leaves, arrives) - changeOf(series.sharpness4, leaves, arrives) / 2;
  const coarse = Math.abs(changeOf(series.structure, leaves, arrives));
  return (medianOf(moved) ?? 0) <= FAST && fine / change >= OF_FINE_DETAIL && coarse <= MOST_COARSE;
}

/** Natural logarithm of how many times a series becomes what it was. */
function changeOf(series: Float32Array, from: number, to: number): number {
  return Math.log(((series[to] ?? 0) + FLOOR) / ((series[from] ?? 0) + FLOOR));
}
