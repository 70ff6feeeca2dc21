import type { TimeSpan } from '../../core/time.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { audibleSound, hopsIn, type Sound } from './sound.ts';
import { hopTrace } from './soundBlocks.ts';
import { speechSegments } from './speech.ts';
import { quantileOf } from './statistics.ts';

/** Seconds that a stretch of speech must last to hold pauses between its words. */
const SHORTEST = 1;
/** dB below which words have to be listened for (ITU-T P.800-like listening tests put comfort at 15 dB, effort below 10). */
const EFFORT = 10;

const operator = {
  id: 'speech-music-level',
  version: 1,
  title: 'Speech above music',
  proxyFor: ['sound-design.soundscape.musical-score-alignment.music-below-speech'],
  quantity: 'level of speech above what sounds in its gaps',
  unit: 'dB',
  source:
    'In each stretch of speech of at least 1 s: 90 % less 10 % quantile of the level at 300…3400 Hz (10 ms). Reverberation fills gaps like music does. Speech that music drowns altogether is not recognised as speech, and therefore not measured.',
} as const;

/** How far the syllables of a stretch of speech stand above its gaps, in dB. */
function distanceIn(sound: Sound, span: TimeSpan): number {
  const { from, to } = hopsIn(sound, span);
  const envelope = sound.series.speechEnvelope.subarray(from, to);
  const level = (share: number) => 20 * Math.log10(Math.max(1e-6, quantileOf(envelope, share) ?? 0));
  return level(0.9) - level(0.1);
}

interface Stretch {
  readonly span: TimeSpan;
  readonly value: number;
}

function stretchesIn(sound: Sound, range: TimeSpan): Stretch[] {
  const stretches = speechSegments(sound, range).filter(({ start, end }) => end - start >= SHORTEST);
  return stretches.map((span) => ({ span, value: distanceIn(sound, span) }));
}

/** Does music leave speech easy to understand? */
export const audioSpeechLevel: ProxyOperator = {
  ...operator,
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const stretches = stretchesIn(sound, range);
    if (stretches.length === 0) return { status: 'not-applicable', reason: 'No stretch of speech was recognised.' };
    const events = stretches
      .filter(({ value }) => value < EFFORT)
      .map(({ span, value }) => {
        const sentence = `Speech stands only ${shown(value)} dB above what sounds in its gaps.`;
        return measuredEvent(operator, { value, span, sentence });
      });
    const value = stretches.reduce((least, stretch) => Math.min(least, stretch.value), Number.POSITIVE_INFINITY);
    const sentence = `Speech stands at least ${shown(value)} dB above what sounds in its gaps.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events };
  },
  trace({ signals: { audio }, range }) {
    if (!audio) return null;
    const values = new Float32Array(audio.series.speechEnvelope.length).fill(Number.NaN);
    for (const { span, value } of stretchesIn(audio, range)) {
      const { from, to } = hopsIn(audio, span);
      values.fill(value, from, to);
    }
    return hopTrace(hopsIn(audio, range), (hop) => values[hop] ?? Number.NaN);
  },
};
