import { AUDIO_HOP } from '../../core/series/sound.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { audibleSound, hopsIn, type Sound } from './sound.ts';
import { hopTrace } from './soundBlocks.ts';
import { quantileOf } from './statistics.ts';

/** Seconds between a cut and an onset that are felt as together: two frames at 25 per second. */
const TOGETHER = 0.08;
/** An onset is the highest flux within so many hops (60 ms) on either side … */
const NEIGHBOURHOOD = 6;
/** … and stands this far above the median of a second around it. */
const SURROUNDINGS = 50;
const LEAST_RISE = 0.25;

const operator = {
  id: 'onset-alignment',
  version: 1,
  title: 'Cuts on onsets',
  proxyFor: ['sound-design.soundscape.musical-score-alignment.music-meets-cuts'],
  quantity: 'share of cuts on an onset, less the share expected by chance',
  unit: '%',
  source:
    'Onsets: peaks of the spectral flux (rise of the log spectrum over 20 ms) that stand 0.25 above the median of 1 s (after Bello et al., IEEE Trans. Speech Audio Process. 13/5, 2005). A cut counts when an onset lies within 0.08 s; chance is the share of the time that lies so close to one. Onsets of steps and words count as well as those of music.',
} as const;

/** Clip times in seconds at which something sets in. */
function onsetsIn(sound: Sound, from: number, to: number): number[] {
  const { spectralFlux } = sound.series;
  const onsets: number[] = [];
  for (let hop = from; hop < to; hop++) {
    const flux = spectralFlux[hop] ?? 0;
    const near = spectralFlux.subarray(Math.max(0, hop - NEIGHBOURHOOD), hop + NEIGHBOURHOOD + 1);
    if (flux < LEAST_RISE || near.some((other) => other > flux)) continue;
    const around = spectralFlux.subarray(Math.max(0, hop - SURROUNDINGS), hop + SURROUNDINGS);
    if (flux - (quantileOf(around, 0.5) ?? 0) >= LEAST_RISE) onsets.push(hop * AUDIO_HOP);
  }
  return onsets;
}

/** Share 0…1 of a span of time that lies close to an onset. */
function chance(onsets: readonly number[], start: number, end: number): number {
  let covered = 0;
  let until = start;
  for (const onset of onsets) {
    const to = Math.min(end, onset + TOGETHER);
    covered += Math.max(0, to - Math.max(until, onset - TOGETHER));
    until = Math.max(until, to);
  }
  return covered / (end - start);
}

/** Do cuts fall on what is heard? */
export const audioOnsetAlignment: ProxyOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    return audio && hopTrace(hopsIn(audio, range), (hop) => audio.series.spectralFlux[hop] ?? 0);
  },
  measure(context) {
    const { range, signals } = context;
    const cuts = signals.boundaries
      .filter(({ kind, start }) => kind === 'cut' && start > range.start && start < range.end)
      .map(({ start }) => start);
    if (cuts.length === 0) return { status: 'not-applicable', reason: 'There is no cut here.' };
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const { from, to } = hopsIn(sound, range);
    const onsets = onsetsIn(sound, from, to);
    if (onsets.length === 0) return { status: 'unmeasurable', reason: 'Nothing in the sound sets in clearly.' };
    const expected = chance(onsets, range.start, range.end);
    const events = cuts.flatMap((cut) => {
      const nearest = onsets.reduce((best, onset) => (Math.abs(onset - cut) < Math.abs(best - cut) ? onset : best));
      const distance = Math.abs(nearest - cut);
      if (distance > TOGETHER) return [];
      const sentence = `The cut falls on an onset, ${Math.round(distance * 1000)} ms ${nearest < cut ? 'after' : 'before'} it.`;
      return [measuredEvent(operator, { value: 100 * (1 - expected), span: { start: cut, end: cut }, sentence })];
    });
    const share = events.length / cuts.length;
    const sentence = `${events.length} of ${cuts.length} cuts fall on an onset, where chance would give ${shown(expected * cuts.length)}.`;
    const summary = measuredEvent(operator, { value: 100 * (share - expected), span: range, sentence });
    return { status: 'measured', summary, events };
  },
};
