import { momentaryLoudness } from '../analysis/loudness.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { FLOOR, loudestMoment, NO_TRACK } from './sound.ts';

const operator = {
  id: 'audio-silence',
  version: 1,
  title: 'Silent sound track',
  rationales: ['sound-design.vocal.acoustic-quality.audible-signal'],
  quantity: 'loudness of the loudest 400 ms',
  unit: 'LUFS',
  source: 'Largest momentary loudness (EBU Tech 3341: 400 ms, ITU-R BS.1770-4).',
} as const;

/** Is there anything to hear on the sound track? */
export const audioSilence: FaultOperator = {
  ...operator,
  trace({ signals, range }) {
    if (!signals.audio) return null;
    const { times, values } = momentaryLoudness(signals.audio.series.loudnessEnergy, range);
    return { times, values: values.map((level) => Math.max(FLOOR, level)) };
  },
  measure({ signals, range }, threshold) {
    if (!signals.audio) return NO_TRACK;
    const value = loudestMoment(signals.audio, range);
    const { partial, fail } = threshold;
    if (value >= partial) {
      const sentence = `The sound track is audible: its loudest moment reaches ${shown(value)} LUFS (limit ${partial} LUFS).`;
      return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events: [] };
    }
    const sentence =
      value < fail
        ? `There is a sound track, but nothing is to be heard on it: its loudest moment stays below ${fail} LUFS.`
        : `The sound track is barely audible: its loudest moment reaches only ${shown(value)} LUFS (limit ${partial} LUFS).`;
    const event = measuredEvent(operator, { value, span: range, sentence, threshold });
    return { status: 'measured', summary: event, events: [event] };
  },
};
