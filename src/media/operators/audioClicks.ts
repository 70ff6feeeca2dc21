import { AUDIO_HOP } from '../../core/series/sound.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { audibleSound, hopSpan, hopsIn, type Sound } from './sound.ts';
import { hopTrace } from './soundBlocks.ts';

/** Hops at both ends of a track (60 ms) where sound that simply begins or ends looks like a click. */
const TRACK_ENDS = 6;
/** Hops beside a click (20 ms) … */
const BESIDE = 2;
/** … of which none may be dead (−80 dBFS): sound that starts or breaks off is no click. */
const DEAD = 1e-4;
/** Impulses of at least this strength (dB) within this many hops (1.5 s) make a crackle when there are more of them … */
const TICK = 12;
const CRACKLE_HOPS = 150;
/** … than this: a record's crackle, rain on a roof or a beat of clicks, which may be meant. */
const MOST_TICKS = 7;

const operator = {
  id: 'audio-clicks',
  version: 1,
  title: 'Clicks',
  rationales: ['sound-design.vocal.acoustic-quality.no-clicks'],
  quantity: 'strength of the click above its surroundings',
  unit: 'dB',
  source:
    'Linear prediction of order 20 over 30 ms; learnt from the 10 ms before and after; the largest error of the 10 ms between against the next largest more than 20 samples and less than 10 ms away (after Godsill & Rayner, "Digital Audio Restoration", 1998). Beats, plosives and steps ring on and stay below the limit. Clicks at the ends of the track, next to silence, and in a crackle of more than seven within 3 s are left out.',
} as const;

/** Hops of the range whose click stands alone, in mid-sound. */
function loneClicks({ series }: Sound, from: number, to: number, limit: number): { clicks: number[]; crackles: number } {
  const { click, rms } = series;
  const ticks: number[] = [];
  for (let hop = Math.max(from, TRACK_ENDS); hop < Math.min(to, click.length - TRACK_ENDS); hop++) {
    if ((click[hop] ?? 0) < TICK) continue;
    let quietest = Number.POSITIVE_INFINITY;
    for (let near = hop - BESIDE; near <= hop + BESIDE; near++) quietest = Math.min(quietest, rms[near] ?? 0);
    if (quietest >= DEAD) ticks.push(hop);
  }
  const strong = ticks.filter((hop) => (click[hop] ?? 0) > limit);
  const clicks = strong.filter((hop) => ticks.filter((other) => Math.abs(other - hop) <= CRACKLE_HOPS).length <= MOST_TICKS);
  return { clicks, crackles: strong.length - clicks.length };
}

/** Does anything click that is no sound of the scene? */
export const audioClicks: FaultOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    return audio && hopTrace(hopsIn(audio, range), (hop) => audio.series.click[hop] ?? 0);
  },
  measure(context, threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const { from, to } = hopsIn(sound, range);
    const { clicks, crackles } = loneClicks(sound, from, to, threshold.partial);
    if (clicks.length === 0 && crackles > 0) {
      return { status: 'unmeasurable', reason: 'The sound crackles all along; whether that is meant cannot be measured.' };
    }
    const events = clicks.map((hop) => {
      const value = sound.series.click[hop] ?? 0;
      const sentence = `A click of less than ${2 * AUDIO_HOP * 1000} ms stands ${shown(value)} dB above the sound around it (limit ${threshold.partial} dB).`;
      return measuredEvent(operator, { value, span: hopSpan({ from: hop, to: hop + 1 }, range), sentence, threshold });
    });
    const value = worstOf(events)?.measurement.value ?? 0;
    const sentence =
      events.length > 0
        ? `The sound clicks ${events.length === 1 ? 'once' : `${events.length} times`}, up to ${shown(value)} dB above its surroundings (limit ${threshold.partial} dB).`
        : 'Nothing clicks.';
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
};
