import { expect, test } from 'vitest';
import { describeMeasurement } from './RowContent.tsx';

const base = { operator: 'x', span: { start: 0, end: 1 } };

test('a measurement names both limits, so that it can be seen how far off it is', () => {
  const threshold = { faultWhen: 'above', partial: 0.5, fail: 1 } as const;
  const still = { ...base, quantity: 'length of the still picture', unit: 's', threshold };
  expect(describeMeasurement({ ...still, value: 1.234 })).toBe(
    'length of the still picture 1.23\u00a0s (partial above 0.5\u00a0s, fail above 1\u00a0s)',
  );
  const low = { ...base, quantity: 'loudness', unit: '', threshold: { faultWhen: 'below', partial: -20, fail: -30 } as const };
  expect(describeMeasurement({ ...low, value: -31 })).toBe('loudness -31 (partial below -20, fail below -30)');
});
