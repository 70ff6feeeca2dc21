import { AUDIO_HOP } from '../../core/series/sound.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { faultsOverSound } from './overTime.ts';
import { audibleSound, type HopRun, hopSpan, hopsIn, type Sound } from './sound.ts';
import { medianOf } from './statistics.ts';

/** No part of a hole is louder than this (dBFS, root mean square of 10 ms) … */
const DEAD = -60;
/** … nor than the usual level of the sound less this many dB; each of its edges spans at least as much within 20 ms. */
const EDGE = 25;
/** Behind its edges a hole is emptier than this (dBFS): what a voice or a record leaves in a gap is not. */
const EMPTY = -80;
/** Hops over which an edge may stretch. */
const EDGE_HOPS = 2;
/** Hops beyond which a hole is a pause or a change of scene rather than a dropout (1 s). */
const LONGEST = 100;
/** Hops on either side of a hole that tell how loud the sound runs there … */
const NEIGHBOURHOOD = 12;
/** … and by how many dB it may have sunk right at the edge: more is a fade. */
const SUNK = 8;

/** Sounds shorter than this many hops (0.5 s) on both sides of a hole do not run on through it … */
const SHORTEST_SOUND = 50;
/** … when the longer of them is at most this many times as long as the hole: beeps. Lost packets leave more sound than holes. */
const BEEP_RATIO = 2;

const MILLISECONDS = AUDIO_HOP * 1000;

const operator = {
  id: 'audio-dropout',
  version: 2,
  title: 'Sound dropout',
  rationales: ['sound-design.vocal.acoustic-quality.no-dropouts'],
  quantity: 'length of the hole in the sound',
  unit: 'ms',
  source:
    'Stretch of up to 1 s in which the level (10 ms root mean square) is dead, and digitally silent behind its edges, with edges of at least 25 dB within 20 ms on both sides and no fade towards them: a pause in speech dies away more slowly, −25 dB in 20 ms would be a reverberation time of 0.05 s. Not between sounds of less than 0.5 s that are at most twice as long as the hole: those are beeps.',
} as const;

function levelsOf({ series }: Sound): Float64Array {
  return Float64Array.from(series.rms, (rms) => Math.max(-120, 20 * Math.log10(rms)));
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

/** The levels of `count` hops next to a hole, nearest first; fewer at the end of the track. */
function beside(levels: Float64Array, { from, to }: HopRun, side: 'before' | 'after', count: number): Float64Array {
  return side === 'after' ? levels.slice(to, to + count) : levels.slice(Math.max(0, from - count), from).reverse();
}

/** Level of the mean energy; −∞ for no hops. */
function meanLevel(levels: Float64Array): number {
  const energy = levels.reduce((sum, level) => sum + 10 ** (level / 10), 0);
  return 10 * Math.log10(energy / levels.length);
}

/** Does running sound end (or begin) at this side of a hole from one moment to the next? */
function isAbrupt(levels: Float64Array, run: HopRun, side: 'before' | 'after'): boolean {
  const edge = Math.max(Number.NEGATIVE_INFINITY, ...beside(levels, run, side, EDGE_HOPS));
  const inside = Math.min(EDGE_HOPS, run.to - run.from) - 1;
  const dead = levels[side === 'before' ? run.from + inside : run.to - 1 - inside] ?? 0;
  return edge - dead >= EDGE && edge >= meanLevel(beside(levels, run, side, NEIGHBOURHOOD)) - SUNK;
}

/** Is there nothing at all behind the edges of the hole, not even the noise of a microphone? */
function isEmpty(levels: Float64Array, { from, to }: HopRun): boolean {
  const core = to - from > 2 ? levels.subarray(from + 1, to - 1) : levels.subarray(from, to);
  const loudest = to - from > 2 ? Math.max(...core) : Math.min(...core);
  return loudest < EMPTY;
}

/** Is the hole only the rest between short sounds? `runs` are all dead stretches of the track, long ones too. */
function isRest(run: HopRun, runs: readonly HopRun[], hops: number): boolean {
  const before = runs.findLast(({ to }) => to <= run.from)?.to ?? 0;
  const after = runs.find(({ from }) => from >= run.to)?.from ?? hops;
  const longest = Math.max(run.from - before, after - run.to);
  return longest < SHORTEST_SOUND && longest <= BEEP_RATIO * (run.to - run.from);
}

/** Does running sound break off and come back? */
export const audioDropout: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverSound(audioDropout, context),
  measure(context, threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const levels = levelsOf(sound);
    const hops = hopsIn(sound, range);
    const audible = levels.subarray(hops.from, hops.to).filter((level) => level > -100);
    const limit = Math.min(DEAD, (medianOf(audible) ?? DEAD) - EDGE);
    const everywhere = deadRuns(levels, { from: 0, to: levels.length }, limit);
    const events = deadRuns(levels, hops, limit)
      .filter((run) => !isRest(run, everywhere, levels.length))
      .filter((run) => run.to - run.from <= LONGEST && isEmpty(levels, run))
      .filter((run) => isAbrupt(levels, run, 'before') && isAbrupt(levels, run, 'after'))
      .filter((run) => (run.to - run.from) * MILLISECONDS > threshold.partial)
      .map((run) => {
        const value = Math.round((run.to - run.from) * MILLISECONDS);
        const sentence = `The sound breaks off for ${value} ms and comes back as suddenly (limit ${threshold.partial} ms).`;
        return measuredEvent(operator, { value, span: hopSpan(run, range), sentence, threshold });
      });
    const worst = Math.max(0, ...events.map(({ measurement }) => measurement.value));
    const sentence =
      events.length > 0
        ? `The sound breaks off ${events.length === 1 ? 'once' : `${events.length} times`}, for up to ${worst} ms.`
        : 'The sound runs on without a sudden hole.';
    return { status: 'measured', summary: measuredEvent(operator, { value: worst, span: range, sentence, threshold }), events };
  },
};
