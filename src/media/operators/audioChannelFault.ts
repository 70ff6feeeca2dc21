import type { Threshold } from '../../core/measurement.ts';
import { SOUND_BLOCK } from '../../core/series/sound.ts';
import { shownSeconds } from './frames.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, worstOf } from './operator.ts';
import { turnedStretches } from './phaseTurns.ts';
import { audibleSound, type Sound } from './sound.ts';
import { type BlockRun, blockRunsWhere, blockSpan, blocksIn, blockTrace } from './soundBlocks.ts';
import { quantileOf } from './statistics.ts';

/** Mean square below which a channel is dead (−80 dBFS), and above which the other one sounds (−50 dBFS). */
const DEAD = 1e-8;
const SOUNDING = 1e-5;
/** Phase agreement, as median over half a second, below which one channel is upside down. */
const INVERTED = -0.7;
const WINDOW = 10;
/** Faults less than this many blocks apart (0.3 s) are one: in between both channels merely rest. */
const LARGEST_GAP = 6;

const operator = {
  id: 'channel-fault',
  version: 3,
  title: 'Dead or inverted channel',
  rationales: ['sound-design.vocal.acoustic-quality.channels-in-order'],
  quantity: 'time during which a channel is dead or inverted',
  unit: 's',
  source:
    'Of left and right: one below −80 dBFS while the other exceeds −50 dBFS; or the median over half-octave bands of their correlation, as median over 0.5 s, below −0.7 (wide stereo of spaced microphones and synthesisers stays above −0.65), or turning at once from at least 0.15 to at most −0.15 or back, as mean over 0.5 s on either side. Inversion of channels that have nothing in common cannot be told, nor heard.',
} as const;

type Fault = 'the left channel is dead' | 'the right channel is dead' | 'one channel is inverted';

/** What is judged. */
interface Heard {
  readonly sound: Sound;
  readonly run: BlockRun;
  /** Where one channel turns upside down against what it was. */
  readonly turned: readonly BlockRun[];
}

function heardIn(sound: Sound, run: BlockRun): Heard {
  const sounding: number[] = [];
  for (let block = run.from; block < run.to; block++) {
    const { left, right } = powers(sound, block);
    if (Math.max(left, right) >= SOUNDING && Math.min(left, right) >= DEAD) sounding.push(block);
  }
  return { sound, run, turned: turnedStretches(sound.blocks.series.phaseAgreement, sounding) };
}

/** The power of a channel around its rest. */
function powers({ blocks: { series } }: Sound, block: number): { left: number; right: number } {
  const { leftPower, rightPower, leftOffset, rightOffset } = series;
  return {
    left: (leftPower[block] ?? 0) - (leftOffset[block] ?? 0) ** 2,
    right: (rightPower[block] ?? 0) - (rightOffset[block] ?? 0) ** 2,
  };
}

function agreementAround({ blocks: { series } }: Sound, run: BlockRun, block: number): number {
  const from = Math.max(run.from, block - WINDOW / 2);
  return quantileOf(series.phaseAgreement.subarray(from, Math.min(run.to, from + WINDOW)), 0.5) ?? 1;
}

/** Is the fault there, absent, or untold because nothing sounds? */
function faultAt({ sound, run, turned }: Heard, block: number, fault: Fault): boolean | null {
  const { left, right } = powers(sound, block);
  if (Math.max(left, right) < SOUNDING) return null;
  if (fault === 'the left channel is dead') return left < DEAD;
  if (fault === 'the right channel is dead') return right < DEAD;
  if (Math.min(left, right) < DEAD) return false;
  return agreementAround(sound, run, block) < INVERTED || turned.some(({ from, to }) => block >= from && block < to);
}

/** Stretches with the fault; where nothing sounds for a moment, it goes on. */
function stretches(heard: Heard, fault: Fault): BlockRun[] {
  const joined: { from: number; to: number }[] = [];
  let untold = true;
  let end = -1;
  for (const one of blockRunsWhere(heard.run, (block) => faultAt(heard, block, fault) === true)) {
    const last = joined.at(-1);
    untold = end >= 0;
    for (let block = end; untold && block < one.from; block++) untold = faultAt(heard, block, fault) !== false;
    if (last && untold && one.from - end <= LARGEST_GAP) last.to = one.to;
    else joined.push({ ...one });
    end = one.to;
  }
  return joined;
}

const FAULTS: readonly Fault[] = ['the left channel is dead', 'the right channel is dead', 'one channel is inverted'];

/** Do left and right both sound, and in phase? */
export const audioChannelFault: FaultOperator = {
  ...operator,
  trace({ signals, range }) {
    const { audio } = signals;
    if (!audio || audio.channels < 2) return null;
    const heard = heardIn(audio, blocksIn(audio, range));
    return blockTrace(heard.run, (block) => (FAULTS.some((fault) => faultAt(heard, block, fault)) ? SOUND_BLOCK : 0));
  },
  measure(context: OperatorContext, threshold: Threshold) {
    const { range } = context;
    const sound = audibleSound(context);
    if ('status' in sound) return sound;
    if (sound.channels < 2) return { status: 'not-applicable', reason: 'The sound has one channel only.' };
    const heard = heardIn(sound, blocksIn(sound, range));
    const faults = FAULTS.flatMap((fault) =>
      stretches(heard, fault).map((stretch) => {
        const span = blockSpan(stretch, range);
        const value = span.end - span.start;
        const sentence = `For ${shownSeconds(value)} ${fault} (limit ${shownSeconds(threshold.partial)}).`;
        return measuredEvent(operator, { value, span, sentence, threshold });
      }),
    ).sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const events = faults.filter(({ measurement }) => measurement.value > threshold.partial);
    const worst = worstOf(faults);
    const sentence = worst?.sentence ?? 'Left and right both sound, and agree in phase.';
    const value = worst?.measurement.value ?? 0;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: range, sentence, threshold }), events };
  },
};
