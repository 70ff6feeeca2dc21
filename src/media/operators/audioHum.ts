import { HUM_HOP, HUM_WINDOW } from '../../core/series/sound.ts';
import type { TimeSpan } from '../../core/time.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { audibleSound, type Sound } from './sound.ts';
import { quantileOf } from './statistics.ts';

/** dB from which lines at mains frequencies are worth a look: music stays below 5 but for a few held notes. */
const NOTICEABLE = 6;
/** Share of the readings that must reach the value: hum is always there, a note at its pitch is not. */
const ALWAYS = 0.25;

const operator = {
  id: 'mechanical-sound',
  version: 1,
  title: 'Mains hum',
  proxyFor: ['sound-design.vocal.acoustic-quality.no-mechanical-sound'],
  quantity: 'height of lines at mains frequency above their surroundings',
  unit: 'dB',
  source:
    'Mean over the first six multiples of 50 or 60 Hz (±0.6 %) of the line against 4…16 Hz around it, each at most 20 dB, in windows of 1.4 s every 0.5 s; lower quartile over the range. Hiss and clicks have operators of their own; a robotic voice is not measured.',
} as const;

/** Indices of the readings whose window lies in `range`. */
function readingsIn({ hum }: Sound, range: TimeSpan): { from: number; to: number } {
  const last = Math.floor((range.end - HUM_WINDOW) / HUM_HOP + 0.02);
  const to = Math.min(hum.prominence50.length, last + 1);
  return { from: Math.min(to, Math.ceil(range.start / HUM_HOP - 1e-6)), to: Math.max(0, to) };
}

/** Does mains hum lie under the sound? */
export const audioHum: ProxyOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    if (!audio) return null;
    const { from, to } = readingsIn(audio, range);
    const indices = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
    const { prominence50, prominence60 } = audio.hum;
    return {
      times: Float64Array.from(indices, (i) => i * HUM_HOP + HUM_WINDOW / 2),
      values: Float32Array.from(indices, (i) => Math.max(prominence50[i] ?? 0, prominence60[i] ?? 0)),
    };
  },
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const { from, to } = readingsIn(sound, range);
    if (to <= from) return { status: 'unmeasurable', reason: 'Hum shows only over 1.4 s of sound or more.' };
    const at50 = quantileOf(sound.hum.prominence50.subarray(from, to), ALWAYS) ?? 0;
    const at60 = quantileOf(sound.hum.prominence60.subarray(from, to), ALWAYS) ?? 0;
    const value = Math.max(at50, at60);
    const mains = at50 >= at60 ? 50 : 60;
    const levels = (mains === 50 ? sound.hum.level50 : sound.hum.level60).subarray(from, to);
    const level = 20 * Math.log10(quantileOf(levels, 0.5) ?? 0);
    const sentence =
      value > NOTICEABLE
        ? `Lines at multiples of ${mains} Hz stand ${shown(value)} dB above their surroundings throughout, at ${shown(level)} dBFS: mains hum, or a held note.`
        : `No mains hum: lines at 50 or 60 Hz stand ${shown(value)} dB above their surroundings.`;
    const event = measuredEvent(operator, { value, span: range, sentence });
    return { status: 'measured', summary: event, events: value > NOTICEABLE ? [event] : [] };
  },
};
