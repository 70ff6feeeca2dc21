import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { audibleSound, hopSpan, hopsIn } from './sound.ts';
import { hopTrace } from './soundBlocks.ts';

/** Above full scale, converters and lossy encoders may distort: worth a look. */
const FULL_SCALE = 0;
/** Hops less than this apart (0.3 s) are one passage. */
const LARGEST_GAP = 30;

const operator = {
  id: 'true-peak',
  version: 1,
  title: 'True peak',
  proxyFor: ['sound-design.vocal.acoustic-quality.no-clipping'],
  quantity: 'highest true peak',
  unit: 'dBTP',
  source:
    'ITU-R BS.1770-4 Annex 2 (4× oversampling), largest of all channels. EBU R 128 allows −1 dBTP. No answer to whether clipping is heard: decoded lossy sound of loud masters exceeds 0 dBTP without a flat top.',
} as const;

function decibels(level: number): number {
  return Math.max(-120, 20 * Math.log10(level));
}

/** How close the waveform comes to full scale between the samples. */
export const audioTruePeak: ProxyOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    return audio && hopTrace(hopsIn(audio, range), (hop) => decibels(audio.series.truePeak[hop] ?? 0));
  },
  measure(context) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    const { from, to } = hopsIn(sound, range);
    const passages: { from: number; to: number; level: number }[] = [];
    let highest = 0;
    for (let hop = from; hop < to; hop++) {
      const level = sound.series.truePeak[hop] ?? 0;
      highest = Math.max(highest, level);
      if (decibels(level) <= FULL_SCALE) continue;
      const last = passages.at(-1);
      if (last && hop - last.to <= LARGEST_GAP) {
        last.to = hop + 1;
        last.level = Math.max(last.level, level);
      } else {
        passages.push({ from: hop, to: hop + 1, level });
      }
    }
    const events = passages.map(({ level, ...run }) => {
      const value = decibels(level);
      const sentence = `The waveform exceeds full scale between the samples, up to ${shown(value)} dBTP.`;
      return measuredEvent(operator, { value, span: hopSpan(run, range), sentence });
    });
    const value = decibels(highest);
    const sentence = `The true peak is ${shown(value)} dBTP${value > -1 ? ', where broadcasters allow −1 dBTP' : ''}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence }), events };
  },
};
