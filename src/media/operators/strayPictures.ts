import type { Signals } from '../../core/signals.ts';
import type { FrameRun } from './frames.ts';

/** Two pictures correlate less than this only when they show something else … */
const UNLIKE = 0.6;
/** … and when they miss full correlation by so many times what the frames around them miss it by: a pan or a shake is fast all along. */
const SUDDEN = 2.2;
/** What is looked at on either side, at least: material of few pictures a second holds each of them for several frames. */
const AROUND = { frames: 3, seconds: 0.35 };
/** How far the correlations on the way in and on the way out may lie apart: the same two scenes meet at both ends. */
const RETURN = 0.15;
/** Beside a known cut, where scenes need not be the same, the other end must be clearer than that: lettering that appears leaves much of a picture. */
const BESIDE_CUT = 0.5;
/** Seconds and frames that stray pictures last at most. */
const LONGEST = { seconds: 0.3, frames: 3 };
/** Standard deviation of luma below which a picture is too flat to show a scene, and the share of the one around that it must have. */
const LEAST_SPREAD = 8;
const LEAST_SHARE = 0.35;
/** Share of burnt-out pixels from which on a picture is a flash. */
const BURNT = 0.25;

/**
 * Pictures of another scene, a few at most, after which the scene goes on as if nothing had been: too short for a shot detector, which
 * takes them for flashes. A flash shows the same scene in another light, so that its pictures correlate with those around; these do
 * not.
 *
 * @param isCut whether a shot is known to begin at this frame.
 */
export function strayPictures(signals: Signals, range: FrameRun, isCut: (frame: number) => boolean): FrameRun[] {
  const { times } = signals.frames;
  const strays: FrameRun[] = [];
  for (let from = range.from + 1 + AROUND.frames; from < range.to; from++) {
    if (correlation(signals, from) >= UNLIKE) continue;
    let to = from + 1;
    while (to < range.to && correlation(signals, to) >= UNLIKE) to++;
    const isShort = to - from <= LONGEST.frames || (times[to] ?? 0) - (times[from] ?? 0) <= LONGEST.seconds + 1e-3;
    if (to + AROUND.frames > range.to || !isShort || !isScene(signals, { from, to })) continue;
    const way = [correlation(signals, from), correlation(signals, to)] as const;
    const returns = Math.abs(way[0] - way[1]) <= RETURN || ((isCut(from) || isCut(to)) && Math.max(...way) < BESIDE_CUT);
    const usual = usualCorrelation(signals, range, { from, to }, isCut);
    if (!returns || 1 - Math.max(...way) < SUDDEN * (1 - usual)) continue;
    strays.push({ from, to });
    from = to;
  }
  return strays;
}

/** The least correlation of pictures around a run, its ends and known cuts left out. */
function usualCorrelation(signals: Signals, range: FrameRun, run: FrameRun, isCut: (frame: number) => boolean): number {
  const { times } = signals.frames;
  const isNear = (frame: number, end: number) => Math.abs((times[frame] ?? 0) - (times[end] ?? 0)) <= AROUND.seconds;
  let [from, to] = [run.from - AROUND.frames, run.to + AROUND.frames];
  while (from - 1 > range.from && isNear(from - 1, run.from)) from--;
  while (to < range.to && isNear(to, run.to)) to++;
  const around = framesOf(from, to).filter((frame) => frame !== run.from && frame !== run.to && !isCut(frame));
  return Math.min(...around.map((frame) => correlation(signals, frame)));
}

/** Do its pictures show something, in a light that shows it, and not just the moment between a cut and a flash? */
function isScene({ frames: { series } }: Signals, { from, to }: FrameRun): boolean {
  const { lumaSpread, clippedHighlights } = series;
  const least = Math.max(LEAST_SPREAD, LEAST_SHARE * (lumaSpread[from - 1] ?? 0));
  return (
    framesOf(from, to).every((frame) => (lumaSpread[frame] ?? 0) >= least) &&
    framesOf(from - 1, to + 1).every((frame) => (clippedHighlights[frame] ?? 0) < BURNT)
  );
}

/** Of a picture and the one before it, −1…1: what their spreads of luma and that of their difference say together. */
function correlation({ frames: { series } }: Signals, frame: number): number {
  const before = series.lumaSpread[frame - 1] ?? 0;
  const here = series.lumaSpread[frame] ?? 0;
  const difference = series.temporalInformation[frame] ?? 0;
  return before * here === 0 ? 0 : (before ** 2 + here ** 2 - difference ** 2) / (2 * before * here);
}

function framesOf(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
