import { describe, expect, it } from 'vitest';
import {
  editedBoundaries,
  isOutdated,
  lastCorrectionOf,
  NO_SHOT_EDITS,
  rememberedEdits,
  type ShotChange,
  type ShotCorrection,
  shotEditsOf,
} from './shotCorrections.ts';
import { type Boundary, shotsOf } from './signals.ts';

let minute = 0;
function correction(change: ShotChange, author = 'ann'): ShotCorrection {
  const createdAt = new Date(Date.UTC(2026, 0, 1, 12, minute++)).toISOString();
  return { schema: 1, id: `c${minute}`, createdAt, author, clip: { hash: 'h', path: 'a.mp4' }, change };
}
const cut = (at: number): Boundary => ({ kind: 'cut', start: at, end: at, confidence: 0.9 });
const range = (start: number, end: number) => ({ whole: false, span: { start, end } });

describe('corrections of shots', () => {
  it('split, merge and move what was detected', () => {
    const edits = shotEditsOf([
      correction({ kind: 'split', at: 2 }),
      correction({ kind: 'merge', at: 4 }),
      correction({ kind: 'move', from: 6, to: 6.5 }),
    ]);
    const boundaries = editedBoundaries([cut(4), cut(6), cut(8)], edits);
    expect(shotsOf(boundaries, 10).map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [2, 6.5],
      [6.5, 8],
      [8, 10],
    ]);
  });

  it('take a gradual transition by its middle', () => {
    const dissolve: Boundary = { kind: 'dissolve', start: 3, end: 5, confidence: 0.8 };
    expect(editedBoundaries([dissolve], shotEditsOf([correction({ kind: 'merge', at: 4.001 })]))).toEqual([]);
  });

  it('cancel each other out, in the order of their time and not of their file', () => {
    const split = correction({ kind: 'split', at: 2 });
    const merge = correction({ kind: 'merge', at: 2 });
    expect(shotEditsOf([merge, split])).toEqual(NO_SHOT_EDITS);
    const away = correction({ kind: 'move', from: 4, to: 4.2 });
    const back = correction({ kind: 'move', from: 4.2, to: 4 });
    expect(shotEditsOf([away, back])).toEqual(NO_SHOT_EDITS);
  });

  it('are taken back one by one, by whoever made them', () => {
    const ofAnn = correction({ kind: 'split', at: 2 });
    const ofBob = correction({ kind: 'split', at: 3 }, 'bob');
    expect(lastCorrectionOf([ofAnn, ofBob], 'ann')).toBe(ofAnn);
    const undo = correction({ kind: 'undo', correction: ofAnn.id });
    expect(lastCorrectionOf([ofAnn, ofBob, undo], 'ann')).toBeNull();
    expect(shotEditsOf([ofAnn, ofBob, undo]).added).toEqual([3]);
  });
});

describe('what has to be judged again', () => {
  const edits = shotEditsOf([correction({ kind: 'move', from: 4, to: 4.5 })]);

  it('is every range with other shots than before, and no other', () => {
    expect(isOutdated({ range: range(0, 10) }, edits)).toBe(true);
    expect(isOutdated({ range: range(3, 4.2) }, edits)).toBe(true);
    expect(isOutdated({ range: range(5, 10) }, edits)).toBe(false);
    expect(isOutdated({ range: range(0, 4) }, edits)).toBe(false);
  });

  it('is nothing that was judged with the correction, until that is taken back', () => {
    const judged = { range: range(0, 10), shotEdits: rememberedEdits(range(0, 10), edits) };
    expect(isOutdated(judged, edits)).toBe(false);
    expect(isOutdated(judged, NO_SHOT_EDITS)).toBe(true);
    expect(rememberedEdits(range(5, 10), edits)).toBeUndefined();
  });
});
