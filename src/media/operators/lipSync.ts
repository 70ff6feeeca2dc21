import type { FaceSignals } from '../../core/faces.ts';
import { AUDIO_HOP } from '../../core/series/sound.ts';
import { facesIn, isReadable, spanOfPart, type TrackPart, traceOfParts } from './faces.ts';
import { shown, shownSeconds } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { correlationOf, medianOf, spreadOf } from './statistics.ts';

/** Lags between mouth and sound that are tried, in seconds. */
const LARGEST_LAG = 0.6;
const LAG_STEP = 0.02;
/** Seconds of readable mouth that a correlation needs. */
const LEAST_SECONDS = 3;
/** Mouths are sampled at this rate at least, in moments a second, or syllables are missed. */
const LEAST_RATE = 10;
/** Spread below which a mouth, or a sound (decibels), says nothing. */
const LEAST_OPENING = 0.008;
const LEAST_SWELL = 4;
/** Loudness below the clip's loudest, in decibels, that counts as silence. */
const FLOOR = 45;
/** Correlation from which the mouth is taken to speak what is heard; a mouth and the speech of another clip reach .4 over four seconds and .43 over seven. */
const RELATED = 0.5;

const operator = {
  id: 'lip-sync',
  version: 2,
  title: 'Mouth against sound',
  proxyFor: ['sound-design.vocal.lip-sync.mouth-in-time', 'sound-design.vocal.lip-sync.opening-follows-loudness'],
  quantity: 'correlation of mouth opening and speech envelope at the best lag',
  unit: '',
  source:
    'Pearson correlation of the gap between the inner lips (share of the height of the face, MediaPipe face mesh, 12 to 24 times a second) with the speech envelope (level of 300…3400 Hz in dB over one sampling interval, floor 45 dB below the loudest), over the whole range, at lags of −0.6…0.6 s; the largest counts. Lags are exact to about 0.04 s. Below .5 it can be chance. Music, noise and speakers out of the picture lower it.',
} as const;

export const lipSync: ProxyOperator = {
  ...operator,
  measure(context) {
    const { audio } = context.signals;
    if (audio === null) return { status: 'not-applicable', reason: 'The clip has no sound.' };
    const seen = facesIn(context);
    if (seen.status !== 'seen') return seen;
    const loudness = loudnessOf(audio.series.speechEnvelope);
    const fits = seen.parts.map((part) => ({ part, fit: fitOf(part, seen.faces, loudness) }));
    const best = fits.toSorted((a, b) => (b.fit?.correlation ?? -1) - (a.fit?.correlation ?? -1))[0];
    if (!best?.fit) {
      return {
        status: 'unmeasurable',
        reason: 'No mouth moves clearly enough, beside sound that swells and fades, to compare the two.',
      };
    }
    const { correlation, lag, seconds } = best.fit;
    const span = spanOfPart(best.part, context.range);
    return {
      status: 'measured',
      summary: measuredEvent(operator, { value: correlation, span, sentence: sentenceOf(correlation, lag, seconds) }),
      events: [],
    };
  },
  trace(context) {
    const seen = facesIn(context);
    if (seen.status !== 'seen') return null;
    return traceOfParts(seen.parts, ({ track }, index) => track.series.mouthOpening[index] ?? Number.NaN);
  },
};

function sentenceOf(correlation: number, lag: number, seconds: number): string {
  const basis = `correlation ${shown(correlation, 2)} over ${shownSeconds(seconds)}`;
  if (correlation < RELATED) return `The mouth does not clearly move with the sound: ${basis}.`;
  const where = Math.abs(lag) <= 0.04 ? 'in time' : `${shownSeconds(Math.abs(lag))} ${lag > 0 ? 'after' : 'before'} the mouth`;
  return `The mouth opens with the sound, which comes ${where}: ${basis}.`;
}

/** Decibels relative to the loudest hop, by hop. */
function loudnessOf(envelope: Float32Array): Float32Array {
  const loudest = envelope.reduce((most, value) => Math.max(most, value), 1e-6);
  return envelope.map((value) => Math.max(-FLOOR, 20 * Math.log10(Math.max(value, 1e-9) / loudest)));
}

interface Fit {
  readonly correlation: number;
  /** Seconds by which the sound follows the mouth. */
  readonly lag: number;
  /** Seconds that were compared. */
  readonly seconds: number;
}

function fitOf({ track, from, to }: TrackPart, faces: FaceSignals, loudness: Float32Array): Fit | null {
  const moments: { time: number; opening: number }[] = [];
  for (let index = from; index < to; index++) {
    const opening = track.series.mouthOpening[index] ?? Number.NaN;
    if (isReadable(track, index, faces) && !Number.isNaN(opening)) moments.push({ time: track.times[index] ?? 0, opening });
  }
  const interval = medianInterval(moments.map(({ time }) => time));
  const seconds = moments.length * interval;
  const openings = moments.map(({ opening }) => opening);
  if (seconds < LEAST_SECONDS || 1 / interval < LEAST_RATE || spreadOf(openings) < LEAST_OPENING) return null;
  let best: Fit | null = null;
  for (let lag = -LARGEST_LAG; lag <= LARGEST_LAG + 1e-6; lag += LAG_STEP) {
    const pairs = moments.flatMap(({ time, opening }) => {
      const heard = meanAround(loudness, time + lag, interval);
      return heard === null ? [] : [{ opening, heard }];
    });
    const heard = pairs.map((pair) => pair.heard);
    if (pairs.length * interval < LEAST_SECONDS || spreadOf(heard) < LEAST_SWELL) continue;
    const correlation = correlationOf(
      pairs.map((pair) => pair.opening),
      heard,
    );
    if (best === null || correlation > best.correlation) best = { correlation, lag, seconds: pairs.length * interval };
  }
  return best;
}

function medianInterval(times: readonly number[]): number {
  const intervals = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return medianOf(intervals) ?? Number.POSITIVE_INFINITY;
}

/** Mean of a series of hops over `seconds` around a time; `null` where that reaches beyond the series. */
function meanAround(series: Float32Array, time: number, seconds: number): number | null {
  const from = Math.round((time - seconds / 2) / AUDIO_HOP);
  const to = Math.max(from + 1, Math.round((time + seconds / 2) / AUDIO_HOP));
  if (from < 0 || to > series.length) return null;
  let sum = 0;
  for (let hop = from; hop < to; hop++) sum += series[hop] ?? 0;
  return sum / (to - from);
}
