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
/** The level of hiss stays within this many dB over a pause; music that fades and wind do not. Noise of this bandwidth over 50 ms strays by 0.2. */
const STEADY = 0.9;
/** Pauses may lie this many dB above the lowest one: gates and rooms let hiss breathe. */
const LOWEST = 2;
/** Blocks in a row (0.25 s) that make a pause, and blocks in all (0.3 s) that tell a floor. */
const SHORTEST_PAUSE = 5;
const LEAST_PAUSES = 6;
/** Share of the resting blocks that must lie in pauses: the sounds of a place keep their level for a moment only by chance. */
const LEAST_STEADY = 0.5;
/** Share of blocks that must stand at least this many dB above the pauses, bass included: otherwise the noise is the scene, not its background. */
const LEAST_SOUND = 0.1;
const ABOVE_FLOOR = 10;
/** Spectral flatness in dB below which the floor is made of tones. */
const TONAL = -6;
/** Loudness (LUFS) at which quieter clips are taken to be played: nobody turns a quiet clip up by more. */
const PLAYED_AT = -23;

const operator = {
  id: 'noise-floor',
  version: 2,
  title: 'Hiss in pauses',
  rationales: ['sound-design.vocal.acoustic-quality.quiet-background'],
  quantity: 'distance from the loudness of the sound down to its steady hiss',
  unit: 'dB',
  source:
    'Minimum statistics (after Martin, IEEE Trans. Speech Audio Process. 9/5, 2001): level at 1…12.5 kHz in blocks of 50 ms that stay within 0.9 dB of each other for at least 0.25 s, at most 2 dB above the 5 % quantile, at least half of what lies so low, flat in spectrum; against the integrated loudness, or −23 LUFS for quieter clips. Without such pauses the 5 % quantile stands for them if it lies low enough; if not (rain, sea and music that never rests), nothing is measured.',
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
  const pauses = blockRunsWhere(run, (block) => levelAt(block) <= low + LOWEST).flatMap((rest) => steadyParts(rest, levelAt));
  const blocks = pauses.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
  const whole = Float64Array.from({ length }, (_, i) => levelOfBands(sound, run.from + i, WHOLE));
  const pauseLevels = blocks.map((block) => whole[block - run.from] ?? 0);
  const resting = (quantileOf(pauseLevels, 0.3) ?? 0) + ABOVE_FLOOR;
  const sounding = whole.filter((level) => level >= resting).length >= LEAST_SOUND * length;
  const rests = levels.filter((level, i) => level <= low + LOWEST && (whole[i] ?? 0) < resting).length;
  const steady = blocks.length >= Math.max(LEAST_PAUSES, LEAST_STEADY * rests);
  if (!steady || !sounding || flatness(sound, blocks) < TONAL) return { level: low, pauses: [] };
  const level = 10 * Math.log10(blocks.reduce((sum, block) => sum + 10 ** (levelAt(block) / 10), 0) / blocks.length);
  return { level, pauses };
}

/** The parts of a stretch in which the level stays where it is: steady blocks, and those on either side that stay with them. */
function steadyParts({ from, to }: BlockRun, levelAt: (block: number) => number): BlockRun[] {
  const parts: BlockRun[] = [];
  for (let seed = from; seed + SHORTEST_PAUSE <= to; seed++) {
    const levels = Array.from({ length: SHORTEST_PAUSE }, (_, i) => levelAt(seed + i));
    if (Math.max(...levels) - Math.min(...levels) > STEADY) continue;
    const mean = levels.reduce((sum, level) => sum + level, 0) / SHORTEST_PAUSE;
    const stays = (block: number) => Math.abs(levelAt(block) - mean) <= STEADY;
    let start = seed;
    let end = seed + SHORTEST_PAUSE;
    while (start > (parts.at(-1)?.to ?? from) && stays(start - 1)) start--;
    while (end < to && stays(end)) end++;
    parts.push({ from: start, to: end });
    seed = end - 1;
  }
  return parts;
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
