import type { StreamDamage } from '../../core/signals.ts';
import { formatTime, intersect, spanLength } from '../../core/time.ts';
import { shownSeconds } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { faultsOverFrames } from './overTime.ts';

/** Seconds between two damaged places of a stream that belong together: a scratch that spares single packets. */
const TOGETHER = 0.5;

const operator = {
  id: 'stream-damage',
  version: 2,
  title: 'Damaged data',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-damaged-data'],
  quantity: 'length of the damaged stretch',
  unit: 's',
  source:
    'Time covered by packets of the picture or the sound that the decoder complains about (messages of level error) or that give no frame; places of one stream closer than 0.5 s are one. What is broken may be seen for longer, up to the next key frame. Damage that still decodes to something cannot be found this way.',
} as const;

export const streamDamage: FaultOperator = {
  ...operator,
  trace: (context) => faultsOverFrames(streamDamage, context),
  measure({ signals, range }, threshold) {
    const events = joined(signals.damage).flatMap((damage) => {
      const span = intersect(damage, range);
      return span ? [measuredEvent(operator, { value: spanLength(span), span, sentence: sentenceFor(damage), threshold })] : [];
    });
    const clean = 'Every frame and every sound of the file can be decoded.';
    const worst = worstOf(events);
    return {
      status: 'measured',
      summary: worst ?? measuredEvent(operator, { value: 0, span: range, sentence: clean, threshold }),
      events,
    };
  },
};

/** Damage of the same stream that comes close after other damage, taken for one; in time order. */
function joined(damage: readonly StreamDamage[]): StreamDamage[] {
  const whole: StreamDamage[] = [];
  for (const place of damage) {
    const at = whole.findLastIndex(({ stream }) => stream === place.stream);
    const last = whole[at];
    if (last && place.start - last.end < TOGETHER) {
      const missingFrames = last.missingFrames + place.missingFrames;
      whole[at] = { ...last, end: Math.max(last.end, place.end), missingFrames, healedAt: place.healedAt };
    } else whole.push(place);
  }
  return whole;
}

function sentenceFor(damage: StreamDamage): string {
  const { stream, missingFrames, healedAt, message } = damage;
  const length = shownSeconds(spanLength(damage));
  if (stream === 'sound') return `Sound data is damaged for ${length}: the decoder says “${message}” (none is accepted).`;
  const frames = missingFrames === 1 ? '; one frame is missing' : `; ${missingFrames} frames are missing`;
  const lost = missingFrames === 0 ? '' : frames;
  const until = healedAt === null ? '' : `; the picture may stay broken up to the next key frame at ${formatTime(healedAt)}`;
  return `Picture data is damaged for ${length}: the decoder says “${message}”${lost}${until} (none is accepted).`;
}
