import { SOUND_BLOCK } from '../../core/series/sound.ts';
import type { TimeSpan } from '../../core/time.ts';
import type { Sound } from './sound.ts';
import { type BlockRun, bandsBetween, blockRunsWhere, blockSpan, blocksIn, levelOfBands } from './soundBlocks.ts';
import { meanOf, spreadOf } from './statistics.ts';

/** Blocks on either side of one that tell whether it belongs to speech: 1.55 s in all, about seven syllables; and the fewest. */
const REACH = 15;
const LEAST = 16;
/** Blocks on either side (0.55 s in all) over which slow changes of level are averaged away: what remains is 2…10 Hz. */
const SLOW = 5;
/** Bands in Hz that syllables modulate. */
const SYLLABLE_EDGES = [250, 500, 1000, 1800, 2800, 4500, 8000];
const SYLLABLES = SYLLABLE_EDGES.slice(1).map((high, band) => bandsBetween(SYLLABLE_EDGES[band] ?? 0, high));
const VOWELS = bandsBetween(230, 1100);
const HISSES = bandsBetween(3500, 9000);
const MIDDLE = bandsBetween(280, 3500);
const WHOLE = bandsBetween(40, 12_000);
/** Levels further than this below the loudest block of the window are all the same silence; blocks above LOUD count as sounding. */
const DEPTH = 60;
const LOUD = 25;
/** Level in dB below which nobody speaks. */
const INAUDIBLE = -65;
/** A logistic regression on 14 min of sound: synthetic and real voices in ten languages against music, effects and ambience. */
const WEIGHTS = { constant: 2.7, depth: -0.358, voicing: -8.96, voicingSpread: 1.81, tiltSpread: 0.187, middle: -0.504 };
/** Likelihood from which a block counts as speech, shortest stretch in seconds, and the longest pause inside one. */
const LIKELY = 0.6;
const SHORTEST = 0.4;
const LONGEST_PAUSE = 0.5;

/**
 * How much the sound is like speech, 0…1 per block of `SOUND_BLOCK` seconds; NaN where nothing is audible or too little sound
 * surrounds the block. What tells speech: its level rises and falls by about 10 dB with the syllables (2…8 Hz; Houtgast &
 * Steeneken, J. Acoust. Soc. Am. 77, 1985), voiced and unvoiced sounds alternate, and so do dark vowels and bright hisses
 * (Scheirer & Slaney, ICASSP 1997). On held-out sound it ranks a window of speech above one without in 95 % of
 * pairs; solo instruments and hand drums are taken for speech at times, and speech under loud music is missed.
 */
export function speechLikelihood(sound: Sound): Float32Array {
  const { voicing } = sound.blocks.series;
  const levels = (bands: readonly number[]) =>
    Float64Array.from({ length: voicing.length }, (_, block) => Math.max(-120, levelOfBands(sound, block, bands)));
  const whole = levels(WHOLE);
  const middle = levels(MIDDLE);
  const tilt = levels(HISSES);
  for (const [block, vowels] of levels(VOWELS).entries()) tilt[block] = clamp((tilt[block] ?? 0) - vowels, 50);
  const syllables = SYLLABLES.map(levels);

  return Float32Array.from(voicing, (_, block) => {
    const from = Math.max(0, block - REACH);
    const to = Math.min(voicing.length, block + REACH + 1);
    const top = whole.subarray(from, to).reduce((most, level) => Math.max(most, level), INAUDIBLE);
    if (to - from < LEAST || top <= INAUDIBLE) return Number.NaN;
    const loud = Array.from({ length: to - from }, (_block, i) => from + i).filter((i) => (whole[i] ?? 0) > top - LOUD);
    const depth = meanOf(syllables.map((level) => modulation(level.subarray(from, to), top - DEPTH)));
    const voiced = loud.map((i) => voicing[i] ?? 0);
    const tilted = loud.map((i) => tilt[i] ?? 0);
    const share = meanOf(loud.map((i) => (middle[i] ?? 0) - (whole[i] ?? 0)));
    const evidence =
      WEIGHTS.constant +
      WEIGHTS.depth * Math.abs(Math.min(14, depth) - 10) +
      WEIGHTS.voicing * Math.abs(meanOf(voiced) - 0.7) +
      WEIGHTS.voicingSpread * spreadOf(voiced) +
      WEIGHTS.tiltSpread * spreadOf(tilted) +
      WEIGHTS.middle * Math.abs(share + 5.5);
    return 1 / (1 + Math.exp(-evidence));
  });
}

/** The stretches of the range in which somebody speaks, pauses between words included. */
export function speechSegments(sound: Sound, range: TimeSpan, likelihood = speechLikelihood(sound)): TimeSpan[] {
  const run = blocksIn(sound, range);
  const segments: { start: number; end: number }[] = [];
  for (const stretch of blockRunsWhere(run, (block) => (likelihood[block] ?? 0) >= LIKELY)) {
    const span = blockSpan(withoutRests(sound, stretch), range);
    const last = segments.at(-1);
    if (last && span.start - last.end <= LONGEST_PAUSE) last.end = span.end;
    else segments.push({ ...span });
  }
  return segments.filter(({ start, end }) => end - start >= SHORTEST - SOUND_BLOCK / 2);
}

/** A window reaches beyond the speech in it: what remains begins and ends with sound. */
function withoutRests(sound: Sound, run: BlockRun): BlockRun {
  const levels = Float64Array.from({ length: run.to - run.from }, (_, i) => levelOfBands(sound, run.from + i, MIDDLE));
  const least = levels.reduce((top, level) => Math.max(top, level), Number.NEGATIVE_INFINITY) - LOUD;
  const last = levels.findLastIndex((level) => level > least);
  return { from: run.from + levels.findIndex((level) => level > least), to: run.from + last + 1 };
}

/** Root mean square of the level about its slow course, in dB. */
function modulation(level: Float64Array, floor: number): number {
  let sum = 0;
  for (let i = 0; i < level.length; i++) {
    let slow = 0;
    const from = Math.max(0, i - SLOW);
    const to = Math.min(level.length, i + SLOW + 1);
    for (let near = from; near < to; near++) slow += Math.max(floor, level[near] ?? 0);
    sum += (Math.max(floor, level[i] ?? 0) - slow / (to - from)) ** 2;
  }
  return Math.sqrt(sum / level.length);
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
