import { expect, test } from 'vitest';
import { describeMeasurement } from './RowContent.tsx';

const base = { operator: 'x', span: { start: 0, end: 1 } };

test('a measurement names the limit it crossed', () => {
  const threshold = { faultWhen: 'above', partial: 0.5, fail: 1 } as const;
  const still = { ...base, quantity: 'length of the still picture', unit: 's', threshold };
  expect(describeMeasurement({ ...still, value: 1.234 })).toBe('length of the still picture 1.23 s (limit 1 s)');
  expect(describeMeasurement({ ...still, value: 0.7 })).toBe('length of the still picture 0.7 s (limit 0.5 s)');
  const low = { ...base, quantity: 'loudness', unit: '', threshold: { faultWhen: 'below', partial: -20, fail: -30 } as const };
  expect(describeMeasurement({ ...low, value: -31 })).toBe('loudness -31 (limit -30)');
});
