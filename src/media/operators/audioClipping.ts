import { AUDIO_HOP } from '../../core/series/sound.ts';
import { shown } from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';
import { faultsOverSound } from './overTime.ts';
import { audibleSound, type HopRun, hopSpan, hopsIn, type Sound } from './sound.ts';

/** Samples at 48 kHz that a run at full scale must last to count: runs of two happen to clean, loud sound. */
const SHORTEST_RUN = 3;
/** Clipped moments at most this many hops apart (1 s) are heard as one passage: only its loudest syllables and beats clip. */
const LARGEST_GAP = 100;

const MILLISECONDS = AUDIO_HOP * 1000;

const operator = {
  id: 'audio-clipping',
  version: 2,
  title: 'Clipped sound',
  rationales: ['sound-design.vocal.acoustic-quality.no-clipping'],
  quantity: 'time in which the wave is cut off at full scale',
  unit: 'ms',
  source:
    'Count of 10 ms steps that hold a flat run of at least 3 samples (at 48 kHz) at full scale, per passage; steps at most 1 s apart are one passage.',
} as const;

function passagesIn({ series }: Sound, { from, to }: HopRun): (HopRun & { readonly clipped: number })[] {
  const passages: { from: number; to: number; clipped: number }[] = [];
  for (let hop = from; hop < to; hop++) {
    if ((series.clippedRun[hop] ?? 0) < SHORTEST_RUN) continue;
    const last = passages.at(-1);
    if (last && hop - last.to <= LARGEST_GAP) {
      last.to = hop + 1;
      last.clipped++;
    } else {
      passages.push({ from: hop, to: hop + 1, clipped: 1 });
    }
  }
  return passages;
}

/** Is the sound driven into full scale, so that it rattles? */
export const audioClipping: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverSound(audioClipping, context),
  measure(context, threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const passages = passagesIn(sound, hopsIn(sound, range)).map((run) => ({
      ...run,
      value: Math.round(run.clipped * MILLISECONDS),
    }));
    const events = passages
      .filter(({ value }) => value > threshold.partial)
      .map(({ value, ...run }) => {
        const span = hopSpan(run, range);
        const sentence = `The sound is cut off at full scale for ${value} ms within ${shown(span.end - span.start, 2)} s, which is heard as distortion.`;
        return measuredEvent(operator, { value, span, sentence, threshold });
      });
    const worst = Math.max(0, ...passages.map(({ value }) => value));
    const sentence =
      events.length > 0
        ? `The sound is cut off at full scale for up to ${worst} ms in one passage (limit ${threshold.partial} ms).`
        : `The sound is not cut off at full scale${worst > 0 ? ` but for ${worst} ms` : ''}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value: worst, span: range, sentence, threshold }), events };
  },
};
