import { AUDIO_HOP } from '../../core/series/sound.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
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
/** dB that drums, steps and snaps reach: a weaker impulse is a click only when it leaves the sound as it was … */
const BEYOND_DOUBT = 21;
/** … so that its level behind exceeds that before by no more than this (dB) … */
const NO_LOUDER = 1;
/** … and when no other impulse of at least this strength (dB) is within this many hops (0.5 s). */
const COMPANION = 6;
const ALONE_HOPS = 50;

const operator = {
  id: 'audio-clicks',
  version: 3,
  title: 'Clicks',
  rationales: ['sound-design.vocal.acoustic-quality.no-clicks'],
  quantity: 'strength of the click above its surroundings',
  unit: 'dB',
  source:
    'Linear prediction of order 20 over 30 ms, learnt from the 10 ms before and after. Its errors go through a filter matched to what an added impulse leaves in them; the largest one of the 10 ms between is held against the largest that stays within 10 ms when nine samples there are interpolated by least squares (after Godsill & Rayner, "Digital Audio Restoration", 1998). Beats, plosives and steps ring on and stay; an impulse below 21 dB counts only when no other is within 0.5 s and the sound behind it is no louder than before. Clicks at the ends of the track, next to silence, and in a crackle of more than seven within 3 s are left out.',
} as const;

interface Impulse {
  readonly hop: number;
  readonly strength: number;
}

/** Impulses of the range in mid-sound, with how many of them belong to a crackle and are left out. */
function impulsesIn({ series }: Sound, from: number, to: number, limit: number): { lone: Impulse[]; crackles: number } {
  const { click, rms } = series;
  const all: Impulse[] = [];
  for (let hop = Math.max(from, TRACK_ENDS); hop < Math.min(to, click.length - TRACK_ENDS); hop++) {
    const strength = click[hop] ?? 0;
    if (strength === 0) continue;
    let quietest = Number.POSITIVE_INFINITY;
    for (let near = hop - BESIDE; near <= hop + BESIDE; near++) quietest = Math.min(quietest, rms[near] ?? 0);
    if (quietest >= DEAD) all.push({ hop, strength });
  }
  const ticks = all.filter(({ strength }) => strength >= TICK);
  const plain = all.filter((one) => one.strength > BEYOND_DOUBT || leavesNoTrace(rms, all, one));
  const lone = plain.filter(({ hop }) => ticks.filter((other) => Math.abs(other.hop - hop) <= CRACKLE_HOPS).length <= MOST_TICKS);
  return { lone, crackles: plain.filter((one) => one.strength > limit && !lone.includes(one)).length };
}

/** Is the sound behind an impulse as it was before, and no other impulse near? */
function leavesNoTrace(rms: Float32Array, all: readonly Impulse[], { hop }: Impulse): boolean {
  const before = Math.hypot(rms[hop - 2] ?? 0, rms[hop - 1] ?? 0);
  const behind = Math.hypot(rms[hop + 1] ?? 0, rms[hop + 2] ?? 0);
  if (20 * Math.log10(behind / before) > NO_LOUDER) return false;
  return !all.some((other) => other.hop !== hop && other.strength >= COMPANION && Math.abs(other.hop - hop) <= ALONE_HOPS);
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
    const { lone, crackles } = impulsesIn(sound, from, to, threshold.partial);
    const clicks = lone.filter(({ strength }) => strength > threshold.partial);
    if (clicks.length === 0 && crackles > 0) {
      return { status: 'unmeasurable', reason: 'The sound crackles all along; whether that is meant cannot be measured.' };
    }
    const events = clicks.map(({ hop, strength: value }) => {
      const sentence = `A click of less than ${2 * AUDIO_HOP * 1000} ms stands ${shown(value)} dB above the sound around it (limit ${threshold.partial} dB).`;
      return measuredEvent(operator, { value, span: hopSpan({ from: hop, to: hop + 1 }, range), sentence, threshold });
    });
    const value = Math.max(0, ...lone.map(({ strength }) => strength));
    const sentence =
      events.length > 0
        ? `The sound clicks ${events.length === 1 ? 'once' : `${events.length} times`}, up to ${shown(value)} dB above its surroundings (limit ${threshold.partial} dB).`
        : 'Nothing clicks.';
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
};
