import { AUDIO_HOP, AUDIO_SERIES, type AudioSeries } from '../../core/series/sound.ts';
import { WAVEFORM_HOP } from '../../core/signals.ts';
import { ANALYSIS_SAMPLE_RATE, type AudioExtractor, type AudioFormat } from './extractor.ts';
import { createFlatTops } from './flatTops.ts';
import { channelWeights, createKWeighting } from './kWeighting.ts';
import { createTruePeak } from './truePeak.ts';

const HOP = Math.round(AUDIO_HOP * ANALYSIS_SAMPLE_RATE);
const HOPS_PER_WAVEFORM_PAIR = Math.round(WAVEFORM_HOP / AUDIO_HOP);

/**
 * Turns decoded sound into the audio series of `Signals`. What comes out depends on the samples only, not on how they were
 * cut into pushes. All 10 ms series are taken over whole hops; a last, shorter hop is averaged over the samples it has.
 *
 * @throws RangeError for a sample rate other than 48 kHz, the rate of the loudness filters.
 */
export function createAudioExtractor({ channels, layout, sampleRate }: AudioFormat): AudioExtractor {
  if (sampleRate !== ANALYSIS_SAMPLE_RATE)
    throw new RangeError(`audio is analysed at ${ANALYSIS_SAMPLE_RATE} Hz, not ${sampleRate}`);

  const series: Record<AudioSeries, number[]> = { peak: [], rms: [], truePeak: [], clippedRun: [], loudnessEnergy: [] };
  const minimum: number[] = [];
  const maximum: number[] = [];
  const weights = channelWeights(channels, layout);

  const clippedRun = (start: number, length: number) => {
    const last = Math.floor((start + length - 1) / HOP);
    for (let hop = Math.floor(start / HOP); hop <= last; hop++) {
      series.clippedRun[hop] = Math.max(series.clippedRun[hop] ?? 0, length);
    }
  };
  const meters = weights.map((weight) => ({
    weight,
    block: new Float32Array(HOP),
    kWeighting: createKWeighting(),
    truePeak: createTruePeak(HOP),
    flatTops: createFlatTops(clippedRun),
  }));

  let held = 0;

  const endHop = () => {
    const hop = series.peak.length;
    // A run that ends in a later hop has not been told yet; one that did may already have set this hop's value.
    series.clippedRun[hop] ??= 0;
    let squares = 0;
    let energy = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let truePeak = 0;
    for (const meter of meters) {
      const block = held === HOP ? meter.block : meter.block.subarray(0, held);
      for (let i = 0; i < block.length; i++) {
        const x = block[i] ?? 0;
        squares += x * x;
        if (x < low) low = x;
        if (x > high) high = x;
      }
      const weighted = meter.kWeighting(block);
      if (meter.weight > 0) energy += (meter.weight * weighted) / held;
      truePeak = Math.max(truePeak, meter.truePeak(block));
      meter.flatTops.push(block);
    }
    series.peak.push(Math.max(-low, high, 0));
    series.rms.push(Math.sqrt(squares / (held * channels)));
    series.truePeak.push(truePeak);
    series.loudnessEnergy.push(energy);
    const pair = Math.floor(hop / HOPS_PER_WAVEFORM_PAIR);
    minimum[pair] = Math.min(minimum[pair] ?? low, low);
    maximum[pair] = Math.max(maximum[pair] ?? high, high);
    held = 0;
  };

  return {
    push(interleaved) {
      for (let frame = 0; frame + channels <= interleaved.length; frame += channels) {
        for (let channel = 0; channel < channels; channel++) {
          const meter = meters[channel];
          if (meter) meter.block[held] = interleaved[frame + channel] ?? 0;
        }
        held++;
        if (held === HOP) endHop();
      }
    },
    finish() {
      if (held > 0) endHop();
      for (const meter of meters) meter.flatTops.finish();
      const finished = Object.fromEntries(AUDIO_SERIES.map((name) => [name, Float32Array.from(series[name])]));
      return {
        channels,
        // The entries are made from AUDIO_SERIES, so every name is there.
        series: finished as Record<AudioSeries, Float32Array>,
        waveform: { minimum: Float32Array.from(minimum), maximum: Float32Array.from(maximum) },
      };
    },
  };
}
