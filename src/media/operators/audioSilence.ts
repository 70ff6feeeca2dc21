import { shown } from './frames.ts';
import { measuredEvent, type Operator } from './operator.ts';
import { loudestMoment, NO_TRACK, SILENT } from './sound.ts';

const operator = {
  id: 'audio-silence',
  version: 1,
  title: 'Silent sound track',
  rationales: ['sound-design.vocal.acoustic-quality.audible-signal'],
  quantity: 'loudness of the loudest 400 ms',
  unit: 'LUFS',
  threshold: { faultWhen: 'below', partial: -50, fail: SILENT },
  source:
    'Largest momentary loudness (EBU Tech 3341: 400 ms, ITU-R BS.1770-4). The absolute gate of EBU R 128, −70 LUFS, marks ' +
    'silence for a meter; 10 and 20 LU above it nothing, or next to nothing, is heard at a normal playback level.',
} as const;

/** Is there anything to hear on the sound track? */
export const audioSilence: Operator = {
  ...operator,
  measure({ signals, range }) {
    if (!signals.audio) return NO_TRACK;
    const value = loudestMoment(signals.audio, range);
    const { partial, fail } = operator.threshold;
    if (value >= partial) {
      const sentence = `The sound track is audible: its loudest moment reaches ${shown(value)} LUFS (limit ${partial} LUFS).`;
      return { status: 'measured', summary: measuredEvent(operator, value, range, sentence), events: [] };
    }
    const sentence =
      value < fail
        ? `There is a sound track, but nothing is to be heard on it: its loudest moment stays below ${fail} LUFS.`
        : `The sound track is barely audible: its loudest moment reaches only ${shown(value)} LUFS (limit ${partial} LUFS).`;
    const event = measuredEvent(operator, value, range, sentence);
    return { status: 'measured', summary: event, events: [event] };
  },
};
