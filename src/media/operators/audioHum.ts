import { HUM_HOP, HUM_WINDOW } from '../../core/series/sound.ts';
import type { TimeSpan } from '../../core/time.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { audibleSound, type Sound } from './sound.ts';
import { quantileOf } from './statistics.ts';

/** dB from which lines at mains frequencies are worth a look: clean footage and music stay below 3.5 but for held notes. */
const NOTICEABLE = 4.5;

const operator = {
  id: 'mechanical-sound',
  version: 2,
  title: 'Mains hum',
  proxyFor: ['sound-design.vocal.acoustic-quality.no-mechanical-sound'],
  quantity: 'height of lines at one mains frequency above those at the other',
  unit: 'dB',
  source:
    'Mean over the first six multiples of 50 or 60 Hz (±0.6 %) of the line against 4…16 Hz around it, each at most 20 dB, in windows of 1.4 s every 0.5 s, less the same of the other mains frequency, which chance and music raise as well; median over the range. Hiss and clicks have operators of their own; a robotic voice is not measured.',
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
      values: Float32Array.from(indices, (i) => Math.abs((prominence50[i] ?? 0) - (prominence60[i] ?? 0))),
    };
  },
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const { from, to } = readingsIn(sound, range);
    if (to <= from) return { status: 'unmeasurable', reason: 'Hum shows only over 1.4 s of sound or more.' };
    const { prominence50, prominence60 } = sound.hum;
    const excess = prominence50.subarray(from, to).map((at50, i) => at50 - (prominence60[from + i] ?? 0));
    const middle = quantileOf(excess, 0.5) ?? 0;
    const value = Math.abs(middle);
    const mains = middle >= 0 ? 50 : 60;
    const levels = (mains === 50 ? sound.hum.level50 : sound.hum.level60).subarray(from, to);
    const level = 20 * Math.log10(quantileOf(levels, 0.5) ?? 0);
    const sentence =
      value > NOTICEABLE
        ? `Lines at multiples of ${mains} Hz stand ${shown(value)} dB out throughout, at ${shown(level)} dBFS: mains hum, or a held note.`
        : `No mains hum: lines at 50 and 60 Hz differ by ${shown(value)} dB.`;
    const event = measuredEvent(operator, { value, span: range, sentence });
    return { status: 'measured', summary: event, events: value > NOTICEABLE ? [event] : [] };
  },
};
