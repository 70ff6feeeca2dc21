import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../test/fixtures/scriptedBackend.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from '../../core/taxonomy/walk.ts';
import { gateDimension } from './gate.ts';

const ALL = { video: true, audio: true };

function dimension(id: string) {
  const found = dimensionsOf(builtinTaxonomy()).find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}
function silent() {
  const request = requestOf();
  return { ...request, clip: { ...request.clip, audio: null } };
}

describe('gate', () => {
  it('asks nothing of Multi-Shot about a single shot', () => {
    const { asked, notApplicable } = gateDimension(dimension('multi-shot.logic'), requestOf(), ALL);
    expect(asked).toEqual([]);
    expect(notApplicable).toHaveLength(rationalesOf(dimension('multi-shot.logic')).length);
    expect(notApplicable[0]).toMatchObject({ answer: 'na', reason: 'The range is a single shot.', observations: [] });
  });

  it('counts only shots of the judged range', () => {
    const shots = [
      { index: 0, start: 0, end: 5 },
      { index: 1, start: 5, end: 10 },
    ];
    const askedOf = (span: { start: number; end: number }) =>
      gateDimension(dimension('multi-shot.logic'), requestOf({ shots, range: { whole: false, span } }), ALL).asked.length;
    expect(askedOf({ start: 0, end: 10 })).toBeGreaterThan(0);
    expect(askedOf({ start: 0, end: 5.001 })).toBe(0);
    expect(askedOf({ start: 5, end: 10 })).toBe(0);
  });

  it('asks nothing about sound of a silent clip', () => {
    expect(gateDimension(dimension('sound-design.vocal'), silent(), ALL)).toMatchObject({ asked: [], unanswerable: [] });
  });

  it('does not call it "not applicable" when it is the model that cannot hear', () => {
    const gated = gateDimension(dimension('sound-design.soundscape'), requestOf(), { video: true, audio: false });
    expect(gated.asked).toEqual([]);
    expect(gated.unanswerable).toEqual(['This model cannot hear, so questions about sound were not asked.']);
    // The score's meeting with cuts needs a second shot, whoever listens.
    expect(gated.notApplicable.map(({ rationale }) => rationale)).toEqual([
      'sound-design.soundscape.musical-score-alignment.music-meets-cuts',
    ]);
  });

  it('takes faces for absent only when somebody looked for them', () => {
    const asked = (withoutFaces: boolean | null) =>
      gateDimension(dimension('acting.expression'), requestOf({ withoutFaces }), ALL).asked.length;
    expect(asked(true)).toBe(0);
    expect(asked(null)).toBe(4);
    expect(asked(false)).toBe(4);
  });

  it('asks what compares with a prompt only when there is one', () => {
    const ids = (prompt: string | null) =>
      gateDimension(dimension('aesthetics.lighting'), requestOf({ prompt }), ALL).asked.flatMap(({ rationales }) =>
        rationales.map(({ id }) => id),
      );
    const compared = 'aesthetics.lighting.lighting-logic.light-as-asked';
    expect(ids('A lamp at night')).toContain(compared);
    expect(ids(null)).not.toContain(compared);
    expect(ids('  ')).not.toContain(compared);
  });
});
