import { describe, expect, test } from 'vitest';
import { type Review, reviewOf } from '../../src/core/review.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { answerTo, verdictOf } from '../../src/core/testVerdicts.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import { INITIAL_STATE, receive } from './playerState.ts';

const snapshot: PlayerSnapshot = {
  fileName: 'clip.mp4',
  sources: [],
  clip: null,
  analysis: null,
  review: null,
  calibrations: [],
  taxonomy: builtinTaxonomy(),
  showPasses: false,
  progress: null,
  judge: { id: 'signals', label: 'Measurements only' },
  activities: [],
  annotations: { rater: null, words: [], clips: null },
  annotating: false,
  habits: null,
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

describe('the scorecard on show', () => {
  const whole = { whole: true, span: { start: 0, end: 10 } };
  const shot = { whole: false, span: { start: 2, end: 5 } };
  const verdict = (id: string, range: typeof whole, hour: number) =>
    verdictOf('a.y', [answerTo('a.y.s.r1', 'pass')], { id, range, createdAt: `2026-01-01T0${hour}:00:00.000Z` });
  const [onWhole, onShot] = [verdict('1', whole, 1), verdict('2', shot, 2)];
  const opened = receive(ready, { type: 'review', review: reviewOf('hash', [onWhole, onShot]) });
  const chosenBy = (review: Review) => receive(opened, { type: 'review', review }).chosenScorecard;

  test('is the first one when a review is there from the start', () => {
    expect(opened.chosenScorecard).toBeNull();
  });

  test('is that of the range judged last, new or anew', () => {
    const elsewhere = { whole: false, span: { start: 7, end: 8 } };
    expect(chosenBy(reviewOf('hash', [onWhole, onShot, verdict('3', elsewhere, 3)]))).toBe('7.000000-8.000000 signals');
    expect(chosenBy(reviewOf('hash', [onWhole, onShot, verdict('3', elsewhere, 3), verdict('4', shot, 4)]))).toBe(
      '2.000000-5.000000 signals',
    );
  });

  test('stays what the person chose while nothing new is judged', () => {
    const chosen = receive(opened, { type: 'choose', scorecard: '2.000000-5.000000 signals' });
    const again = receive(chosen, { type: 'review', review: reviewOf('hash', [onShot, onWhole]) });
    expect(again.chosenScorecard).toBe('2.000000-5.000000 signals');
  });

  test('is that of the range the person wants judged, when it was judged already', () => {
    const wished = receive(opened, { type: 'evaluate', range: shot });
    expect(wished.chosenScorecard).toBe('2.000000-5.000000 signals');
    expect(receive(wished, { type: 'evaluate', range: whole }).chosenScorecard).toBe('clip signals');
    const unjudged = { whole: false, span: { start: 8, end: 9 } };
    expect(receive(wished, { type: 'evaluate', range: unjudged }).chosenScorecard).toBe('2.000000-5.000000 signals');
  });
});

describe('the detail card', () => {
  const taxonomy = builtinTaxonomy();
  const gemini = { id: 'g', judge: { id: 'gemini', fingerprint: 'f' } };
  const rationale = 'cinematography.lens.exposure.tonal-range';
  const review = reviewOf('hash', [
    verdictOf('cinematography.lens', []),
    verdictOf('cinematography.lens', [answerTo(rationale, 'fail', [1, 2])], gemini),
  ]);
  const reviewed = receive(INITIAL_STATE, { type: 'snapshot', snapshot: { ...snapshot, taxonomy, review } });

  test('follows what is selected, and the scorecard goes along', () => {
    const finding = `g/${rationale}/0`;
    for (const event of [{ type: 'select', finding } as const, { type: 'seek', time: 1, finding } as const]) {
      const state = receive(reviewed, event);
      expect(state).toMatchObject({ inspected: { kind: 'finding', finding }, chosenScorecard: 'clip gemini' });
    }
  });

  test('shows an answer on request, closes on request, and a mere seek leaves it', () => {
    const subject = { kind: 'answer', verdict: 'g', rationale } as const;
    const state = receive(reviewed, { type: 'inspect', subject });
    expect(receive(state, { type: 'seek', time: 2, finding: null }).inspected).toEqual(subject);
    expect(receive(state, { type: 'inspect', subject: null }).inspected).toBeNull();
  });
});
