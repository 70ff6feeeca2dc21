import { AUDIO_HOP } from '../../core/series/sound.ts';
import { intersect, type TimeSpan } from '../../core/time.ts';
import { shownSeconds } from './frames.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, worstOf } from './operator.ts';
import { NO_TRACK, type Sound } from './sound.ts';

const operator = {
  id: 'audio-length',
  version: 1,
  title: 'Length of the sound',
  rationales: ['sound-design.vocal.acoustic-quality.no-dropouts'],
  quantity: 'time for which picture or sound runs without the other',
  unit: 's',
  source:
    'From clip time 0 to the first sample of the track, from its last sample to the end of the last frame, and from there to a later end of the track. The start of the track is its decoded end less its length, and counts only as far as the sound is digital silence there.',
} as const;

interface Gap extends TimeSpan {
  readonly words: string;
}

/** Where only one of picture and sound runs. */
function gaps({ signals, clip }: OperatorContext, { series }: Sound): Gap[] {
  const trackEnd = series.rms.length * AUDIO_HOP;
  const pictureEnd = signals.frames.end;
  const firstSound = series.peak.findIndex((peak) => peak > 0);
  const silent = (firstSound < 0 ? series.peak.length : firstSound) * AUDIO_HOP;
  const length = clip.audio?.duration ?? 0;
  const trackStart = length > 0 ? Math.min(silent, Math.max(0, trackEnd - length)) : 0;
  return [
    { start: 0, end: trackStart, words: 'The sound sets in only' },
    { start: trackEnd, end: pictureEnd, words: 'The sound ends before the picture:' },
    { start: pictureEnd, end: trackEnd, words: 'The sound goes on after the picture:' },
  ].filter(({ start, end }) => end > start);
}

/** Are picture and sound equally long, and do they begin together? */
export const audioLength: FaultOperator = {
  ...operator,
  measure(context, threshold) {
    const { signals, range } = context;
    if (!signals.audio) return NO_TRACK;
    if (signals.audio.series.rms.length === 0) return { status: 'unmeasurable', reason: 'The sound track holds no samples.' };
    const found = gaps(context, signals.audio).flatMap(({ start, end, words }) => {
      const span = intersect({ start, end }, range);
      if (!span) return [];
      const value = end - start;
      const sentence = words.endsWith(':')
        ? `${words} ${shownSeconds(value)} have only one of the two (limit ${shownSeconds(threshold.partial)}).`
        : `${words} after ${shownSeconds(value)} (limit ${shownSeconds(threshold.partial)}).`;
      return [measuredEvent(operator, { value, span, sentence, threshold })];
    });
    const events = found.filter(({ measurement }) => measurement.value > threshold.partial);
    const worst = worstOf(events);
    const sentence = worst?.sentence ?? 'Picture and sound begin and end together.';
    const value = worstOf(found)?.measurement.value ?? 0;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
};
