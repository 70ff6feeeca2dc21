import { BAND_COUNT } from '../../core/series/sound.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { audibleSound, type Sound } from './sound.ts';
import { type BlockRun, bandEdge, bandLevel, blocksIn } from './soundBlocks.ts';
import { quantileOf } from './statistics.ts';

/** Hz between which an edge is looked for: below there is none in practice, above nobody misses anything. */
const LOWEST_EDGE = 2700;
const HIGHEST_EDGE = 16_500;
/** dB by which everything above an edge must lie below the third of an octave in front of it: sound itself never falls so steeply. */
const WALL = 32;
/** In front of an edge, the spectrum must fall by no more than this many dB over the octave: tones and soft sounds end by themselves. */
const GENTLE = 22;
/** Bands in a third of an octave and in an octave. */
const THIRD = 2;
const OCTAVE = 6;
/** dB per Hz below which there is nothing to judge by. */
const AUDIBLE = -105;
/** Shortest stretch in blocks (1 s). */
const SHORTEST = 20;

const operator = {
  id: 'bandwidth',
  version: 1,
  title: 'Bandwidth',
  rationales: ['sound-design.vocal.acoustic-quality.full-bandwidth'],
  quantity: 'frequency at which the sound is cut off',
  unit: 'kHz',
  source:
    'Frequency above which the power density (95 % quantile over blocks of 50 ms, bands of a sixth of an octave) stays at least 32 dB below the third of an octave in front of it, and in front of which it falls gently. Half the sample rate counts as an edge. Sound that fades into its highs by itself is not judged; a gentle filter is not found.',
} as const;

/** dB per Hz of each band. */
function densities(sound: Sound, run: BlockRun): Float64Array {
  const length = run.to - run.from;
  return Float64Array.from({ length: BAND_COUNT }, (_, band) => {
    const levels = Float64Array.from({ length }, (_block, i) => bandLevel(sound, run.from + i, band));
    return (quantileOf(levels, 0.95) ?? 0) - 10 * Math.log10(bandEdge(band + 1) - bandEdge(band));
  });
}

/** The first band of the steepest wall; `null` where the spectrum has none. */
function wallIn(density: Float64Array): number | null {
  let wall: number | null = null;
  let steepest = WALL;
  let above = Number.NEGATIVE_INFINITY;
  for (let band = BAND_COUNT - 1; band > OCTAVE + THIRD && bandEdge(band) >= LOWEST_EDGE; band--) {
    const before = Math.min(density[band - 1] ?? 0, density[band - 2] ?? 0);
    const drop = before - above;
    const fall = (density[band - THIRD - OCTAVE] ?? 0) - before;
    if (bandEdge(band) <= HIGHEST_EDGE && before > AUDIBLE && drop >= steepest && fall <= GENTLE) {
      steepest = drop;
      wall = band;
    }
    above = Math.max(above, density[band] ?? 0);
  }
  return wall;
}

/** Does the sound reach up to the frequencies it should have? */
export const audioBandwidth: FaultOperator = {
  ...operator,
  measure(context, threshold) {
    const { range, clip } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const run = blocksIn(sound, range);
    if (run.to - run.from < SHORTEST) return { status: 'unmeasurable', reason: 'Bandwidth needs at least a second of sound.' };
    const density = densities(sound, run);
    const wall = wallIn(density);
    const highs = density.slice(0, -1).some((level, band) => bandEdge(band) >= 1000 * threshold.partial && level > AUDIBLE);
    if (wall === null && !highs) {
      return { status: 'unmeasurable', reason: 'Nothing in this sound would have high frequencies by itself.' };
    }
    const nyquist = (clip.audio?.sampleRate ?? Number.POSITIVE_INFINITY) / 2;
    const value = Math.min(nyquist, wall === null ? 20_000 : bandEdge(wall)) / 1000;
    const found = value < threshold.partial;
    const sentence = found
      ? `The sound is cut off at ${shown(value)} kHz, so that it is muffled (limit ${threshold.partial} kHz).`
      : `The sound reaches ${wall === null ? 'beyond' : ''} ${shown(value)} kHz (limit ${threshold.partial} kHz).`.replace(
          '  ',
          ' ',
        );
    const event = measuredEvent(operator, { value, span: range, sentence, threshold });
    return { status: 'measured', summary: event, events: found ? [event] : [] };
  },
};
