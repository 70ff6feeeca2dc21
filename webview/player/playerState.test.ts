import { expect, test } from 'vitest';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import { INITIAL_STATE, receive } from './playerState.ts';

const snapshot: PlayerSnapshot = {
  fileName: 'clip.mp4',
  sources: [],
  clip: null,
  analysis: null,
  review: null,
  taxonomy: builtinTaxonomy(),
  showPasses: false,
  progress: null,
  problem: null,
};
const ready = receive(INITIAL_STATE, { type: 'snapshot', snapshot });

test('a delta changes its part of the snapshot and nothing else', () => {
  const progress = { label: 'Analysing', fraction: 0.5 };
  expect(receive(ready, { type: 'progress', progress }).snapshot).toEqual({ ...snapshot, progress });
  expect(receive(ready, { type: 'problem', problem: 'gone' }).snapshot).toEqual({ ...snapshot, problem: 'gone' });
  const filter = { aspects: ['acting'], minimumSeverity: 'error' } as const;
  expect(receive(ready, { type: 'settings', showPasses: true, taxonomy: snapshot.taxonomy, filter }).snapshot).toEqual({
    ...snapshot,
    showPasses: true,
    filter,
  });
});

test('deltas before the snapshot are dropped', () => {
  expect(receive(INITIAL_STATE, { type: 'problem', problem: 'early' })).toEqual(INITIAL_STATE);
});

test('a seek from outside selects its finding, and keeps the selection when it has none', () => {
  const selected = receive(ready, { type: 'seek', time: 1, finding: 'a' });
  expect(selected.selectedFinding).toBe('a');
  expect(receive(selected, { type: 'seek', time: 2, finding: null }).selectedFinding).toBe('a');
});
