import { describe, expect, test } from 'vitest';
import { builtinTaxonomy } from './builtin.ts';
import { countsOf, countsStatement, PAPER_COUNTS } from './counts.ts';
import { dimensionsOf, rationalesOf } from './walk.ts';

const taxonomy = builtinTaxonomy();
const aspects = taxonomy.stages.flatMap((stage) => stage.aspects);
const dimensions = dimensionsOf(taxonomy);
const subDimensions = dimensions.flatMap((dimension) => dimension.subDimensions);
const rationales = dimensions.flatMap(rationalesOf);

/** Faults that measuring finds and the paper's clauses do not single out. */
const ADDED_FOR_MEASURING = [
  'aesthetics.visual-quality.rendering-quality.no-banding',
  'aesthetics.visual-quality.rendering-quality.no-halos',
  'aesthetics.visual-quality.temporal-consistency.no-missing-frames',
  'aesthetics.visual-quality.temporal-consistency.frame-shape-steady',
  'aesthetics.visual-quality.temporal-consistency.no-damaged-data',
  'sound-design.vocal.acoustic-quality.no-clicks',
  'sound-design.vocal.acoustic-quality.quiet-background',
  'sound-design.vocal.acoustic-quality.full-bandwidth',
  'sound-design.vocal.acoustic-quality.channels-in-order',
];

/** Sub-dimensions about which a measurement can honestly say something; the other 16 are for a model or a person only. */
const MEASURABLE_DIRECTLY = [
  'acting.consistency.face-identity',
  'cinematography.lens.focus',
  'cinematography.lens.exposure',
  'cinematography.pacing.movement-rationality',
  'aesthetics.visual-quality.rendering-quality',
  'aesthetics.visual-quality.temporal-consistency',
  'multi-shot.rhythm.shot-duration-rationality',
  'sound-design.vocal.acoustic-quality',
];
const MEASURABLE_BY_PROXY = [
  'visual-concept-design.character.identifiability',
  'acting.consistency.attribute',
  'acting.action.action-tension',
  'acting.expression.accuracy',
  'acting.expression.facial-tension',
  'acting.expression.expression-diversity',
  'acting.expression.continuity',
  'cinematography.composition.shot-size-rationality',
  'cinematography.composition.subject-prominence',
  'cinematography.composition.spatial-layering',
  'cinematography.lens.depth-of-field',
  'aesthetics.chromaticity.harmony',
  'aesthetics.materiality.stylistic-consistency',
  'aesthetics.lighting.lighting-logic',
  'affectivity.progression.intensity-layering',
  'multi-shot.logic.scene-consistency',
  'multi-shot.logic.spatial-continuity',
  'multi-shot.rhythm.rhythmic-layering',
  'sound-design.vocal.lip-sync',
  'sound-design.soundscape.musical-score-alignment',
];

describe('the built-in taxonomy', () => {
  test('has the counts of the paper, but for the sub-dimension its text does not name and the technical questions added', () => {
    expect(countsOf(taxonomy)).toEqual({ ...PAPER_COUNTS, subDimensions: 44, rationales: 196 + ADDED_FOR_MEASURING.length });
    expect(PAPER_COUNTS).toEqual({ stages: 3, aspects: 7, dimensions: 18, subDimensions: 45, rationales: 196 });
  });

  test('says so where counts are shown', () => {
    const statement = countsStatement(taxonomy);
    expect(statement).toContain('44 sub-dimensions, 205 rationales');
    expect(statement).toContain('9 technical questions');
    expect(statement).toContain('The paper counts 45 sub-dimensions; its text names 44');
  });

  test('lists stages and aspects in the order of production', () => {
    expect(taxonomy.stages.map(({ id, aspects: of }) => [id, of.map((aspect) => aspect.id)])).toEqual([
      ['pre-production', ['visual-concept-design']],
      ['production', ['acting', 'cinematography', 'aesthetics', 'affectivity']],
      ['post-production', ['multi-shot', 'sound-design']],
    ]);
  });

  test('has the sub-dimensions that the paper names, per aspect', () => {
    const perAspect = aspects.map((aspect) => aspect.dimensions.flatMap((dimension) => dimension.subDimensions).length);
    expect(perAspect).toEqual([4, 9, 8, 9, 4, 5, 5]);
  });

  test('has unique ids, each extending the id of its parent by one segment', () => {
    const parents: [string, readonly { id: string }[]][] = [
      ...aspects.map((aspect): [string, readonly { id: string }[]] => [aspect.id, aspect.dimensions]),
      ...dimensions.map((dimension): [string, readonly { id: string }[]] => [dimension.id, dimension.subDimensions]),
      ...subDimensions.map((sub): [string, readonly { id: string }[]] => [sub.id, sub.rationales]),
    ];
    for (const [parent, children] of parents) {
      for (const { id } of children) {
        expect(id.slice(0, parent.length + 1)).toBe(`${parent}.`);
        expect(id.slice(parent.length + 1)).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      }
    }
    const ids = [...aspects, ...dimensions, ...subDimensions, ...rationales].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is the same object every time', () => {
    expect(builtinTaxonomy()).toBe(taxonomy);
  });
});

describe('the built-in rationales', () => {
  test('claim a measurement only where one can honestly say something', () => {
    expect(subDimensions.map(({ id }) => id)).toEqual(expect.arrayContaining([...MEASURABLE_DIRECTLY, ...MEASURABLE_BY_PROXY]));
    const allowed = {
      direct: MEASURABLE_DIRECTLY,
      proxy: [...MEASURABLE_DIRECTLY, ...MEASURABLE_BY_PROXY],
      none: subDimensions.map(({ id }) => id),
    };
    for (const sub of subDimensions) {
      for (const { id, measurable } of sub.rationales) expect(allowed[measurable], `${id} is ${measurable}`).toContain(sub.id);
    }
  });

  test('are three to seven to a sub-dimension, beside the technical ones', () => {
    for (const sub of subDimensions) {
      const fromThePaper = sub.rationales.filter(({ id }) => !ADDED_FOR_MEASURING.includes(id));
      expect(fromThePaper.length, sub.id).toBeGreaterThanOrEqual(3);
      expect(fromThePaper.length, sub.id).toBeLessThanOrEqual(7);
    }
  });

  test('ask one question each, and no question twice', () => {
    for (const { question } of rationales) expect(question).toMatch(/^[A-Z][^?]*\?$/);
    const asked = rationales.map(({ question }) => question.toLowerCase());
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('describe every answer in a sentence of its own', () => {
    const anchors = rationales.flatMap(({ pass, partial, fail }) => [pass, partial, fail]);
    for (const anchor of anchors) expect(anchor).toMatch(/^[A-Z].*\.$/);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  test('need what the question is about', () => {
    const needsOf = (prefix: string) => rationales.filter(({ id }) => id.startsWith(prefix)).map(({ needs }) => needs);
    for (const needs of needsOf('sound-design.')) expect(needs).toContain('audio');
    for (const needs of needsOf('multi-shot.')) expect(needs).toContain('several-shots');
    for (const needs of needsOf('acting.expression.')) expect(needs).toContain('faces');
    for (const needs of needsOf('sound-design.vocal.lip-sync.'))
      expect(needs).toEqual(expect.arrayContaining(['audio', 'faces']));
    for (const { question, needs } of rationales.filter((rationale) => /\bprompt\b/.test(rationale.question))) {
      expect(needs, question).toContain('prompt');
    }
  });
});
