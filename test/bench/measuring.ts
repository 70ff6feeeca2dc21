import { join } from 'node:path';
import type { Clip } from '../../src/core/clip.ts';
import { AUDIO_HOP } from '../../src/core/series/sound.ts';
import { type Signals, shotsOf } from '../../src/core/signals.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { OPERATORS, resultOf } from '../../src/media/operators/registry.ts';
import { probeClip } from '../../src/media/probe/probe.ts';
import { ROOT } from '../../src/setup/places.mjs';

/** A scene with sound, and how long the film is that it is repeated to. */
const SCENE = join(ROOT, 'media/samples/flash-shots.fault.mp4');
const HOURS = 2;

export interface MeasuringRow {
  readonly name: string;
  /** Seconds of clip time. */
  readonly duration: number;
  readonly shots: number;
  /** Milliseconds of processor time of all operators together, and of the one that holds up its thread longest. */
  readonly all: number;
  readonly longest: { readonly operator: string; readonly cost: number };
}

/** What it costs to measure what was decoded: once for a scene, once for a film of two hours that repeats it. */
export async function measureMeasuring(): Promise<MeasuringRow[]> {
  const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const clip = await probeClip(location, { path: SCENE, hash: '0'.repeat(64) }, {});
  const scene = await analyseClip(location, clip, {});
  const times = Math.round((3600 * HOURS) / scene.duration);
  const film = repeated(scene, times);
  const filmClip = { ...clip, duration: film.duration, frames: { times: film.frames.times, end: film.frames.end } };
  // Compiles the operators.
  measureAll('', clip, scene);
  return [measureAll('a scene', clip, scene), measureAll('a film of two hours', filmClip, film)];
}

function measureAll(name: string, clip: Clip, signals: Signals): MeasuringRow {
  const { thresholds } = builtinTaxonomy();
  const { duration, boundaries } = signals;
  const shots = shotsOf(boundaries, duration);
  const context = { signals, clip, range: { start: 0, end: duration }, shots, reference: null };
  const costs = OPERATORS.map((operator) => {
    const before = process.cpuUsage();
    resultOf(operator, context, thresholds);
    const { user, system } = process.cpuUsage(before);
    return { operator: operator.id, cost: (user + system) / 1000 };
  });
  const longest = costs.reduce((most, one) => (one.cost > most.cost ? one : most));
  return { name, duration, shots: shots.length, all: costs.reduce((sum, { cost }) => sum + cost, 0), longest };
}

/** What would be decoded of a clip that is played so many times in a row. */
function repeated(signals: Signals, times: number): Signals {
  const { duration, frames, samples, tiles, audio, boundaries } = signals;
  const join = { kind: 'cut', confidence: 1 } as const;
  const rounds = Array.from({ length: times }, (_, round) => round);
  const later = (values: Float64Array) =>
    Float64Array.from(rounds.flatMap((round) => Array.from(values, (time) => time + round * duration)));
  return {
    ...signals,
    duration: times * duration,
    frames: { times: later(frames.times), end: (times - 1) * duration + frames.end, series: everySeries(frames.series, times) },
    samples: {
      frames: Uint32Array.from(rounds.flatMap((round) => Array.from(samples.frames, (at) => at + round * frames.times.length))),
      series: everySeries(samples.series, times),
      palettes: inARow(samples.palettes, times),
      hues: inARow(samples.hues, times),
    },
    tiles: { ...tiles, times: later(tiles.times), series: everySeries(tiles.series, times) },
    audio: audio && {
      ...audio,
      series: everySeries(audio.series, times, Math.round(duration / AUDIO_HOP)),
      blocks: { series: everySeries(audio.blocks.series, times), bands: inARow(audio.blocks.bands, times) },
      hum: everySeries(audio.hum, times),
    },
    boundaries: rounds.flatMap((round) => {
      const start = round * duration;
      const own = boundaries.map((boundary) => ({ ...boundary, start: boundary.start + start, end: boundary.end + start }));
      return round === 0 ? own : [{ ...join, start, end: start }, ...own];
    }),
  };
}

/** @param length of one round; the series' own when left out. */
function everySeries<Name extends string>(
  series: Readonly<Record<Name, Float32Array>>,
  times: number,
  length?: number,
): Record<Name, Float32Array> {
  const entries = Object.entries<Float32Array>(series).map(([name, values]) => [name, inARow(values.slice(0, length), times)]);
  // Made from the entries of the same names.
  return Object.fromEntries(entries) as Record<Name, Float32Array>;
}

function inARow<Row extends Float32Array | Uint16Array | Uint8Array>(row: Row, times: number): Row {
  const long = row.constructor as unknown as new (length: number) => Row;
  const whole = new long(times * row.length);
  for (let round = 0; round < times; round++) whole.set(row, round * row.length);
  return whole;
}
