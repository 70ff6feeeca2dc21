import { integratedLoudness } from '../analysis/loudness.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
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
  source: 'Integrated loudness (ITU-R BS.1770-4, EBU R 128).',
} as const;

function truePeakText(sound: Sound, range: { start: number; end: number }): string {
  const { from, to } = hopsIn(sound, range);
  const peak = sound.series.truePeak.subarray(from, to).reduce((largest, level) => Math.max(largest, level), 0);
  return `true peak ${shown(20 * Math.log10(peak))} dBTP`;
}

/** Does the clip play about as loud as film and web material does? The value is 0 inside the accepted window. */
export const loudness: FaultOperator = {
  ...operator,
  measure(context, threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const value = integratedLoudness(sound.series.loudnessEnergy, range);
    if (value === null) return { status: 'unmeasurable', reason: 'Loudness needs at least 0.4 s of audible sound.' };
    const distance = Math.max(0, QUIETEST - value, value - LOUDEST);
    const measured = `The sound plays at ${shown(value)} LUFS (${truePeakText(sound, range)})`;
    if (distance === 0) {
      const sentence = `${measured}, inside the accepted ${QUIETEST} to ${LOUDEST} LUFS.`;
      return { status: 'measured', summary: measuredEvent(operator, { value: 0, span: range, sentence, threshold }), events: [] };
    }
    const side = value < QUIETEST ? 'quieter' : 'louder';
    const sentence = `${measured}, ${shown(distance)} LU ${side} than the accepted ${QUIETEST} to ${LOUDEST} LUFS.`;
    const event = measuredEvent(operator, { value: distance, span: range, sentence, threshold });
    return { status: 'measured', summary: event, events: [event] };
  },
};
