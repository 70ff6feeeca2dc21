import { BAND_COUNT } from '../../core/series/sound.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { audibleSound, type Sound } from './sound.ts';
import { type BlockRun, bandEdge, bandLevel, blocksIn, blockTrace } from './soundBlocks.ts';
import { quantileOf } from './statistics.ts';

/** Hz between which an edge is looked for: below there is none in practice, above nobody misses anything. */
const LOWEST_EDGE = 2700;
const HIGHEST_EDGE = 16_500;
/** dB by which everything above an edge must lie below the third of an octave in front of it: sound itself never falls so steeply. */
const WALL = 32;
/** The edge is where the spectrum has fallen by half of that. */
const EDGE = WALL / 2;
/** In front of an edge, the spectrum may fall by this many dB over the octave; by how much more, the wall must be higher: tones and soft sounds end by themselves. */
const GENTLE = 22;
/** Bands in a third of an octave and in an octave, and those over which an edge may stretch: resamplers and codecs take a third of an octave. */
const THIRD = 2;
const OCTAVE = 6;
const STRETCH = 2;
/** dB per Hz below which there is nothing to judge by. */
const AUDIBLE = -105;
/** Shortest stretch in blocks (1 s). */
const SHORTEST = 20;
/** kHz above which a second that is drawn must hold something, unless it is cut off: wideband speech (ITU-T G.722) ends there. */
const HIGHS = 7;

const operator = {
  id: 'bandwidth',
  version: 2,
  title: 'Bandwidth',
  rationales: ['sound-design.vocal.acoustic-quality.full-bandwidth'],
  quantity: 'frequency at which the sound is cut off',
  unit: 'kHz',
  source:
    'Frequency above which the power density (95 % quantile over blocks of 50 ms, bands of a sixth of an octave) stays at least 32 dB below the third of an octave in front of it within a third of an octave; more by what the octave in front falls beyond 22 dB. Half the sample rate counts as an edge. Sound that fades into its highs by itself is not judged; a gentle filter is not found.',
} as const;

/** dB per Hz of each band. */
function densities(sound: Sound, run: BlockRun): Float64Array {
  const length = run.to - run.from;
  return Float64Array.from({ length: BAND_COUNT }, (_, band) => {
    const levels = Float64Array.from({ length }, (_block, i) => bandLevel(sound, run.from + i, band));
    return (quantileOf(levels, 0.95) ?? 0) - 10 * Math.log10(bandEdge(band + 1) - bandEdge(band));
  });
}

/** The band in which the steepest wall begins; `null` where the spectrum has none. */
function wallIn(density: Float64Array): number | null {
  let wall: number | null = null;
  let steepest = WALL;
  let above = Number.NEGATIVE_INFINITY;
  for (let band = BAND_COUNT - 1; band > OCTAVE + THIRD + STRETCH && bandEdge(band) >= LOWEST_EDGE; band--) {
    above = Math.max(above, density[band] ?? 0);
    for (let foot = band; foot >= band - STRETCH; foot--) {
      const before = Math.min(density[foot - 1] ?? 0, density[foot - 2] ?? 0);
      const fall = (density[foot - THIRD - OCTAVE] ?? 0) - before;
      const drop = before - above - Math.max(0, fall - GENTLE);
      if (before <= AUDIBLE || drop < steepest) continue;
      const edge = firstBelow(density, foot, before - EDGE);
      if (bandEdge(edge) < LOWEST_EDGE || bandEdge(edge) > HIGHEST_EDGE) continue;
      steepest = drop;
      wall = edge;
    }
  }
  return wall;
}

function firstBelow(density: Float64Array, from: number, level: number): number {
  let band = from;
  while (band < BAND_COUNT - 1 && (density[band] ?? 0) > level) band++;
  return band;
}

/** In kHz; what has no wall reaches as far as is heard. */
function reachOf(wall: number | null, sampleRate: number): number {
  return Math.min(sampleRate / 2, wall === null ? 20_000 : bandEdge(wall)) / 1000;
}

/** Is there anything above a frequency in kHz? */
function hasHighs(density: Float64Array, frequency: number): boolean {
  return density.slice(0, -1).some((level, band) => bandEdge(band) >= 1000 * frequency && level > AUDIBLE);
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
    if (wall === null && !hasHighs(density, threshold.partial)) {
      return { status: 'unmeasurable', reason: 'Nothing in this sound would have high frequencies by itself.' };
    }
    const value = reachOf(wall, clip.audio?.sampleRate ?? Number.POSITIVE_INFINITY);
    const found = value < threshold.partial;
    const sentence = found
      ? `The sound is cut off at ${shown(value)} kHz, so that it is muffled (limit ${threshold.partial} kHz).`
      : `The sound reaches ${wall === null ? `beyond ${shown(value)}` : shown(value)} kHz (limit ${threshold.partial} kHz).`;
    const event = measuredEvent(operator, { value, span: range, sentence, threshold });
    return { status: 'measured', summary: event, events: found ? [event] : [] };
  },
  /** Second by second; nothing where the sound would not have highs by itself. */
  trace({ signals: { audio }, clip, range }) {
    if (!audio) return null;
    const run = blocksIn(audio, range);
    const values = new Float32Array(run.to).fill(Number.NaN);
    for (let from = run.from; from + SHORTEST <= run.to; from += SHORTEST) {
      const density = densities(audio, { from, to: from + SHORTEST });
      const wall = wallIn(density);
      if (wall === null && !hasHighs(density, HIGHS)) continue;
      values.fill(reachOf(wall, clip.audio?.sampleRate ?? Number.POSITIVE_INFINITY), from, from + SHORTEST);
    }
    return blockTrace(run, (block) => values[block] ?? Number.NaN);
  },
};
