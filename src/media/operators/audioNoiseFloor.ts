import type { Threshold } from '../../core/measurement.ts';
import { integratedLoudness } from '../analysis/loudness.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { audibleSound, type Sound } from './sound.ts';
import {
  type BlockRun,
  bandEdge,
  bandLevel,
  bandsBetween,
  blockRunsWhere,
  blockSpan,
  blocksIn,
  blockTrace,
  levelOfBands,
} from './soundBlocks.ts';
import { quantileOf } from './statistics.ts';

/** Where hiss is heard, in Hz. */
const HISS = bandsBetween(1000, 12_500);
/** Where everything is heard. */
const WHOLE = bandsBetween(90, 12_500);
/** Bands whose balance tells hiss from tones. */
const SHAPE = bandsBetween(1000, 9000);
/** Hiss keeps its level within this many dB either way; music that fades and wind do not. */
const STEADY = 1;
/** Blocks in a row (0.15 s) that make a pause, and blocks in all (0.3 s) that tell a floor. */
const SHORTEST_PAUSE = 3;
const LEAST_PAUSES = 6;
/** Standard deviation in dB that the levels in pauses may have: noise of this bandwidth over 50 ms has 0.2, a slow fade more. */
const EVEN = 0.45;
/** Levels pile up at a floor: among blocks at rest, so many times more lie at it than in the 2 dB above it. */
const PILE = 1.5;
/** Share of blocks that must stand at least this many dB above the pauses, bass included: otherwise the noise is the scene, not its background. */
const LEAST_SOUND = 0.1;
const ABOVE_FLOOR = 10;
/** Spectral flatness in dB below which the floor is made of tones. */
const TONAL = -6;
/** Loudness (LUFS) at which quieter clips are taken to be played: nobody turns a quiet clip up by more. */
const PLAYED_AT = -23;

const operator = {
  id: 'noise-floor',
  version: 1,
  title: 'Hiss in pauses',
  rationales: ['sound-design.vocal.acoustic-quality.quiet-background'],
  quantity: 'distance from the loudness of the sound down to its steady hiss',
  unit: 'dB',
  source:
    'Minimum statistics (after Martin, IEEE Trans. Speech Audio Process. 9/5, 2001): level at 1…12.5 kHz in blocks of 50 ms that lie within 1 dB of the 5 % quantile for at least 0.15 s, flat in spectrum; against the integrated loudness, or −23 LUFS for quieter clips. Without such pauses the 5 % quantile stands for them if it lies low enough; if not (rain, sea and music that never rests), nothing is measured.',
} as const;

interface Floor {
  /** Level in dB of the steady hiss in pauses; where there is none, of the quietest blocks, which no hiss can exceed. */
  readonly level: number;
  /** Empty where there is no steady hiss. */
  readonly pauses: readonly BlockRun[];
}

function floorOf(sound: Sound, run: BlockRun): Floor | null {
  const length = run.to - run.from;
  const levels = Float64Array.from({ length }, (_, i) => levelOfBands(sound, run.from + i, HISS));
  const low = quantileOf(levels, 0.05);
  if (low === null) return null;
  const levelAt = (block: number) => levels[block - run.from] ?? 0;
  const pauses = blockRunsWhere(run, (block) => Math.abs(levelAt(block) - low) <= STEADY).filter(
    ({ from, to }) => to - from >= SHORTEST_PAUSE,
  );
  const blocks = pauses.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const whole = Float64Array.from({ length }, (_, i) => levelOfBands(sound, run.from + i, WHOLE));
  const pauseLevels = blocks.map((block) => whole[block - run.from] ?? 0);
  const resting = (quantileOf(pauseLevels, 0.5) ?? 0) + ABOVE_FLOOR;
  const sounding = whole.filter((level) => level >= resting).length >= LEAST_SOUND * length;
  // A voice may lie over the hiss without adding to it, and says nothing about how the background fades.
  const count = (from: number, to: number) =>
    levels.filter((level, i) => (whole[i] ?? 0) < resting && level >= from && level < to).length;
  const piled = count(low - STEADY, low + STEADY) >= PILE * count(low + STEADY, low + 3 * STEADY);
  const even = piled && spread(blocks.map(levelAt)) <= EVEN;
  if (blocks.length < LEAST_PAUSES || !even || !sounding || flatness(sound, blocks) < TONAL) return { level: low, pauses: [] };
  const level = 10 * Math.log10(blocks.reduce((sum, block) => sum + 10 ** (levelAt(block) / 10), 0) / blocks.length);
  return { level, pauses };
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Geometric over arithmetic mean of the power density, in dB: 0 for white noise. */
function flatness(sound: Sound, blocks: readonly number[]): number {
  const densities = SHAPE.map((band) => {
    const power = blocks.reduce((sum, block) => sum + 10 ** (bandLevel(sound, block, band) / 10), 0);
    return power / (bandEdge(band + 1) - bandEdge(band));
  });
  const logarithm = densities.reduce((sum, density) => sum + Math.log10(density), 0) / densities.length;
  return 10 * (logarithm - Math.log10(densities.reduce((sum, density) => sum + density, 0) / densities.length));
}

const NO_PAUSES = { status: 'unmeasurable', reason: 'The sound has no pauses in which only its background is heard.' } as const;

/** Is there hiss where nothing is meant to sound? */
export const audioNoiseFloor: FaultOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    return audio && blockTrace(blocksIn(audio, range), (block) => PLAYED_AT - levelOfBands(audio, block, HISS));
  },
  measure(context, threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const loudness = integratedLoudness(sound.series.loudnessEnergy, range);
    const floor = floorOf(sound, blocksIn(sound, range));
    if (loudness === null || !floor) {
      return NO_PAUSES;
    }
    const value = Math.max(loudness, PLAYED_AT) - floor.level;
    if (floor.pauses.length === 0 && value < threshold.partial) return NO_PAUSES;
    const event = (span: { start: number; end: number }) =>
      measuredEvent(operator, { value, span, sentence: sentenceOf(value, threshold), threshold });
    const found = value < threshold.partial;
    return {
      status: 'measured',
      summary: event(range),
      events: found ? floor.pauses.map((run) => event(blockSpan(run, range))) : [],
    };
  },
};

function sentenceOf(value: number, { partial }: Threshold): string {
  return value < partial
    ? `A steady hiss lies only ${shown(value)} dB below the sound (limit ${partial} dB).`
    : `In pauses the sound falls by ${shown(value)} dB (limit ${partial} dB).`;
}
