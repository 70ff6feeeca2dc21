import { expect, test } from 'vitest';
import { sketchContext, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import type { StreamDamage } from '../../core/signals.ts';
import { streamDamage } from './streamDamage.ts';

const THRESHOLD = { faultWhen: 'above', partial: 0, fail: 0.5 } as const;

function damaged(start: number, end: number, stream: StreamDamage['stream'] = 'picture'): StreamDamage {
  return { stream, start, end, missingFrames: 1, healedAt: null, message: 'error' };
}

function spansOf(...damage: StreamDamage[]): [number, number][] {
  const context = sketchContext({ ...sketchSignals({ frames: 100 }), damage });
  const outcome = streamDamage.measure(context, THRESHOLD);
  if (outcome.status !== 'measured') return [];
  return outcome.events.map(({ measurement: { span } }) => [span.start, span.end]);
}

test('places of one stream that lie close together are one', () => {
  expect(spansOf(damaged(1, 1.04), damaged(1.4, 1.44), damaged(3, 3.04))).toEqual([
    [1, 1.44],
    [3, 3.04],
  ]);
});

test('sound and picture are damaged apart', () => {
  expect(spansOf(damaged(1, 1.04), damaged(1.2, 1.3, 'sound'), damaged(1.4, 1.44))).toEqual([
    [1, 1.44],
    [1.2, 1.3],
  ]);
});
