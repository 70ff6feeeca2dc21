import { AUDIO_HOP } from '../../core/signals.ts';
import { measuredEvent, type Operator } from './operator.ts';
import { audibleSound, type HopRun, hopSpan, hopsIn, type Sound } from './sound.ts';

/** No part of a hole is louder than this (dBFS, root mean square of 10 ms) … */
const DEAD = -60;
/** … nor than the usual level of the sound less this many dB; each of its edges spans at least as much within 20 ms. */
const EDGE = 25;
/** Hops over which an edge may stretch. */
const EDGE_HOPS = 2;
/** Hops beyond which a hole is a pause or a change of scene rather than a dropout (1 s). */
const LONGEST = 100;
/** Hops on either side of a hole in which there must be sound. */
const NEIGHBOURHOOD = 10;

const MILLISECONDS = AUDIO_HOP * 1000;

const operator = {
  id: 'audio-dropout',
  version: 1,
  title: 'Sound dropout',
  rationales: ['sound-design.vocal.acoustic-quality.no-dropouts'],
  quantity: 'length of the hole in the sound',
  unit: 'ms',
  threshold: { faultWhen: 'above', partial: 15, fail: 60 },
  source:
    'Stretch of up to 1 s in which the level (10 ms root mean square) is dead, with edges of at least 25 dB within 20 ms on both ' +
    'sides: a pause in speech dies away more slowly, −25 dB in 20 ms would be a reverberation time of 0.05 s. A hole of 20 ms is ' +
    'one lost packet of speech; 60 ms swallow a phoneme. Rhythmic beeps with digital silence between them are taken for holes.',
} as const;

function levelsOf({ series }: Sound): Float64Array {
  return Float64Array.from(series.rms, (rms) => Math.max(-120, 20 * Math.log10(rms)));
}

function medianOf(levels: Float64Array): number {
  const sorted = levels.toSorted();
  return sorted[sorted.length >> 1] ?? DEAD;
}

function deadRuns(levels: Float64Array, { from, to }: HopRun, limit: number): HopRun[] {
  const runs: HopRun[] = [];
  let start = -1;
  for (let hop = from; hop <= to; hop++) {
    const dead = hop < to && (levels[hop] ?? 0) < limit;
    if (dead && start < 0) start = hop;
    if (!dead && start >= 0) {
      runs.push({ from: start, to: hop });
      start = -1;
    }
  }
  return runs;
}

/** The highest level from hop `from` on, `count` hops in the direction of `step`; −∞ outside the track. */
function highest(levels: Float64Array, from: number, step: 1 | -1, count: number): number {
  let level = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) level = Math.max(level, levels[from + i * step] ?? Number.NEGATIVE_INFINITY);
  return level;
}

function isHole(levels: Float64Array, { from, to }: HopRun, limit: number): boolean {
  const inside = Math.min(EDGE_HOPS, to - from) - 1;
  const fall = highest(levels, from - 1, -1, EDGE_HOPS) - (levels[from + inside] ?? 0);
  const rise = highest(levels, to, 1, EDGE_HOPS) - (levels[to - 1 - inside] ?? 0);
  // What follows must be sound, not the one click of a codec that switches off.
  const goesOn = highest(levels, to + 1, 1, NEIGHBOURHOOD) >= limit && highest(levels, from - 2, -1, NEIGHBOURHOOD) >= limit;
  return to - from <= LONGEST && fall >= EDGE && rise >= EDGE && goesOn;
}

/** Does running sound break off and come back? */
export const audioDropout: Operator = {
  ...operator,
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const levels = levelsOf(sound);
    const hops = hopsIn(sound, range);
    const audible = levels.subarray(hops.from, hops.to).filter((level) => level > -100);
    const limit = Math.min(DEAD, medianOf(audible) - EDGE);
    const events = deadRuns(levels, hops, limit)
      .filter((run) => isHole(levels, run, limit) && (run.to - run.from) * MILLISECONDS > operator.threshold.partial)
      .map((run) => {
        const value = Math.round((run.to - run.from) * MILLISECONDS);
        const sentence = `The sound breaks off for ${value} ms and comes back as suddenly (limit ${operator.threshold.partial} ms).`;
        return measuredEvent(operator, value, hopSpan(run, range), sentence);
      });
    const worst = Math.max(0, ...events.map(({ measurement }) => measurement.value));
    const sentence =
      events.length > 0
        ? `The sound breaks off ${events.length === 1 ? 'once' : `${events.length} times`}, for up to ${worst} ms.`
        : 'The sound runs on without a sudden hole.';
    return { status: 'measured', summary: measuredEvent(operator, worst, range, sentence), events };
  },
};
