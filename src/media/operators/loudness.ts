import { integratedLoudness } from '../analysis/loudness.ts';
import { shown } from './frames.ts';
import { measuredEvent, type Operator } from './operator.ts';
import { audibleSound, hopsIn, type Sound } from './sound.ts';

/** Accepted integrated loudness in LUFS. */
const QUIETEST = -31;
const LOUDEST = -9;

const operator = {
  id: 'loudness',
  version: 1,
  title: 'Loudness',
  rationales: ['sound-design.vocal.acoustic-quality.loudness-in-range'],
  quantity: `distance of the integrated loudness from the accepted ${QUIETEST} to ${LOUDEST} LUFS`,
  unit: 'LU',
  threshold: { faultWhen: 'above', partial: 0, fail: 6 },
  source:
    'Integrated loudness (ITU-R BS.1770-4, EBU R 128). Delivery targets run from −27 LUFS (film dialogue) over −23 LUFS (EBU ' +
    'R 128 broadcast) to −14 LUFS (web streaming); the accepted window adds 4 LU below and 5 LU above them, 6 LU beyond it ' +
    'the clip cannot stand beside others.',
} as const;

function truePeakText(sound: Sound, range: { start: number; end: number }): string {
  const { from, to } = hopsIn(sound, range);
  const peak = sound.series.truePeak.subarray(from, to).reduce((largest, level) => Math.max(largest, level), 0);
  return `true peak ${shown(20 * Math.log10(peak))} dBTP`;
}

/** Does the clip play about as loud as film and web material does? The value is 0 inside the accepted window. */
export const loudness: Operator = {
  ...operator,
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const value = integratedLoudness(sound.series.loudnessEnergy, range);
    if (value === null) return { status: 'unmeasurable', reason: 'Loudness needs at least 0.4 s of audible sound.' };
    const distance = Math.max(0, QUIETEST - value, value - LOUDEST);
    const measured = `The sound plays at ${shown(value)} LUFS (${truePeakText(sound, range)})`;
    if (distance === 0) {
      const sentence = `${measured}, inside the accepted ${QUIETEST} to ${LOUDEST} LUFS.`;
      return { status: 'measured', summary: measuredEvent(operator, 0, range, sentence), events: [] };
    }
    const side = value < QUIETEST ? 'quieter' : 'louder';
    const sentence = `${measured}, ${shown(distance)} LU ${side} than the accepted ${QUIETEST} to ${LOUDEST} LUFS.`;
    const event = measuredEvent(operator, distance, range, sentence);
    return { status: 'measured', summary: event, events: [event] };
  },
};
