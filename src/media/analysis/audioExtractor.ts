import { AUDIO_HOP, AUDIO_SERIES, type AudioSeries, BAND_COUNT, SOUND_BLOCK } from '../../core/series/sound.ts';
import { WAVEFORM_HOP } from '../../core/signals.ts';
import { channelWeights } from './channelWeights.ts';
import { createClickDetector } from './clicks.ts';
import { downmixGains } from './downmix.ts';
import { ANALYSIS_SAMPLE_RATE, type AudioExtractor, type AudioFormat } from './extractor.ts';
import { createFlatTops } from './flatTops.ts';
import { createFrontPair } from './frontPair.ts';
import { growableFloat32, growableSeries } from './growable.ts';
import { createHopReader } from './hopReader.ts';
import { createLowSound } from './lowSound.ts';
import { createSoundSpectrum } from './soundSpectrum.ts';
import { createTruePeak } from './truePeak.ts';

const HOP = Math.round(AUDIO_HOP * ANALYSIS_SAMPLE_RATE);
const HOPS_PER_WAVEFORM_PAIR = Math.round(WAVEFORM_HOP / AUDIO_HOP);
const HOPS_PER_BLOCK = Math.round(SOUND_BLOCK / AUDIO_HOP);

/**
 * Turns decoded sound into the audio series of `Signals`. What comes out depends on the samples only, not on how they were
 * cut into pushes. All 10 ms series are taken over whole hops; a last, shorter hop is averaged over the samples it has, and a
 * last, shorter block over the hops it has.
 *
 * @throws RangeError for a sample rate other than 48 kHz, the rate of the loudness filters.
 */
export function createAudioExtractor({ channels, layout, sampleRate }: AudioFormat): AudioExtractor {
  if (sampleRate !== ANALYSIS_SAMPLE_RATE)
    throw new RangeError(`audio is analysed at ${ANALYSIS_SAMPLE_RATE} Hz, not ${sampleRate}`);

  const series = growableSeries(AUDIO_SERIES.filter((name) => name !== 'clippedRun'));
  const clippedRuns = createHopMaxima();
  const minimum = growableFloat32();
  const maximum = growableFloat32();
  const weights = channelWeights(channels, layout);
  const gains = downmixGains(channels, layout);
  const reader = createHopReader(channels, HOP);
  const { numbers } = reader;
  const meters = reader.channels.map((block, channel) => ({
    channel,
    weight: weights[channel] ?? 0,
    gain: gains[channel] ?? { left: 0, right: 0 },
    block,
    truePeak: createTruePeak(HOP),
    click: createClickDetector(HOP),
    flatTops: createFlatTops((start, length) => {
      clippedRuns.raise(Math.floor(start / HOP), Math.floor((start + length - 1) / HOP), length);
    }),
  }));
  const [first, second = first] = meters;
  const plain = channels <= 2;
  const left = new Float32Array(HOP);
  const right = new Float32Array(HOP);
  const middle = new Float32Array(HOP);
  const spectrum = createSoundSpectrum();
  const low = createLowSound();
  const frontPair = createFrontPair();
  const bands = createBandStore();

  let held = 0;
  let hops = 0;
  let inBlock = 0;
  let pairLow = 0;
  let pairHigh = 0;

  const sumsOf = (channel = 0) => ({ sum: numbers.sums[channel] ?? 0, power: numbers.power[channel] ?? 0 });

  const endBlock = () => {
    const heard = { voicing: low.voicing(), phaseAgreement: spectrum.phaseAgreement() };
    frontPair.push(sumsOf(first?.channel), sumsOf(second?.channel), inBlock, heard);
    reader.clear();
    inBlock = 0;
    bands.push(spectrum.takeBands);
  };

  /** What the two front corners hear; the arrays are reused. */
  const downmixed = (): { left: Float32Array; right: Float32Array } => {
    if (plain && first && second) return { left: first.block.subarray(0, held), right: second.block.subarray(0, held) };
    left.fill(0);
    right.fill(0);
    for (const { block, gain } of meters) {
      for (let n = 0; n < held; n++) {
        left[n] = (left[n] ?? 0) + gain.left * (block[n] ?? 0);
        right[n] = (right[n] ?? 0) + gain.right * (block[n] ?? 0);
      }
    }
    return { left: left.subarray(0, held), right: right.subarray(0, held) };
  };

  const endHop = () => {
    reader.read(held);
    inBlock += held;
    let squares = 0;
    let energy = 0;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    let truePeak = 0;
    let click = 0;
    for (const meter of meters) {
      const { channel } = meter;
      const block = held === HOP ? meter.block : meter.block.subarray(0, held);
      const channelLow = numbers.lowest[channel] ?? 0;
      const channelHigh = numbers.highest[channel] ?? 0;
      const peak = Math.max(-channelLow, channelHigh);
      squares += numbers.squares[channel] ?? 0;
      lowest = Math.min(lowest, channelLow);
      highest = Math.max(highest, channelHigh);
      energy += (meter.weight * (numbers.weighted[channel] ?? 0)) / held;
      truePeak = Math.max(truePeak, meter.truePeak(block, peak));
      click = Math.max(click, meter.click(block, numbers.largestStep[channel] ?? 0, numbers.steps[channel] ?? 0));
      meter.flatTops.push(block, peak);
    }
    series.of.peak.push(Math.max(-lowest, highest, 0));
    series.of.rms.push(Math.sqrt(squares / (held * channels)));
    series.of.truePeak.push(truePeak);
    series.of.loudnessEnergy.push(energy);
    // The detector speaks of the hop before.
    if (hops > 0) series.of.click.push(click);

    const pair = downmixed();
    const { speechEnvelope, spectralFlux } = spectrum.push(pair.left, pair.right);
    series.of.speechEnvelope.push(speechEnvelope);
    series.of.spectralFlux.push(spectralFlux);
    for (let n = 0; n < held; n++) middle[n] = ((pair.left[n] ?? 0) + (pair.right[n] ?? 0)) / 2;
    low.push(middle.subarray(0, held));

    const inPair = hops % HOPS_PER_WAVEFORM_PAIR;
    pairLow = inPair === 0 ? lowest : Math.min(pairLow, lowest);
    pairHigh = inPair === 0 ? highest : Math.max(pairHigh, highest);
    hops++;
    if (hops % HOPS_PER_WAVEFORM_PAIR === 0) endPair();
    if (hops % HOPS_PER_BLOCK === 0) endBlock();
    held = 0;
  };

  const endPair = () => {
    minimum.push(pairLow);
    maximum.push(pairHigh);
  };

  return {
    push(interleaved) {
      const frames = Math.floor(interleaved.length / channels);
      for (let frame = 0; frame < frames; ) {
        const taken = Math.min(HOP - held, frames - frame);
        reader.interleaved.set(interleaved.subarray(frame * channels, (frame + taken) * channels), held * channels);
        frame += taken;
        held += taken;
        if (held === HOP) endHop();
      }
    },
    finish() {
      if (held > 0) endHop();
      if (hops > 0) series.of.click.push(0);
      if (hops % HOPS_PER_WAVEFORM_PAIR !== 0) endPair();
      if (hops % HOPS_PER_BLOCK !== 0) endBlock();
      for (const meter of meters) meter.flatTops.finish();
      const finished: Record<AudioSeries, Float32Array> = { ...series.finish(), clippedRun: clippedRuns.finish(hops) };
      return {
        channels,
        series: finished,
        waveform: { minimum: minimum.toArray(), maximum: maximum.toArray() },
        blocks: { series: frontPair.finish(), bands: bands.finish() },
        hum: low.finish(),
      };
    },
  };
}

/** The largest value that each hop was given, told in any order. */
function createHopMaxima(): { raise(from: number, to: number, value: number): void; finish(hops: number): Float32Array } {
  let values = new Float32Array(1024);
  const reserve = (length: number) => {
    if (length <= values.length) return;
    const larger = new Float32Array(2 ** Math.ceil(Math.log2(length)));
    larger.set(values);
    values = larger;
  };
  return {
    raise(from, to, value) {
      reserve(to + 1);
      for (let hop = from; hop <= to; hop++) values[hop] = Math.max(values[hop] ?? 0, value);
    },
    finish(hops) {
      reserve(hops);
      return values.slice(0, hops);
    },
  };
}

/** Rows of band levels, one after the other. */
function createBandStore(): { push(write: (target: Uint8Array, offset: number) => void): void; finish(): Uint8Array } {
  let rows = new Uint8Array(1024 * BAND_COUNT);
  let used = 0;
  return {
    push(write) {
      if (used === rows.length) {
        const larger = new Uint8Array(rows.length * 2);
        larger.set(rows);
        rows = larger;
      }
      write(rows, used);
      used += BAND_COUNT;
    },
    finish: () => rows.slice(0, used),
  };
}
