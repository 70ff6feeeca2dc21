import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtinTaxonomy } from './builtin.ts';
import { inChinese } from './chinese.ts';
import type { Taxonomy } from './model.ts';
import { taxonomyTranslationSchema } from './translate.ts';
import { aspectsOf, dimensionsOf, rationalesOf } from './walk.ts';

const translation = taxonomyTranslationSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../taxonomy/l10n/zh-cn.json'), 'utf8')),
);
const taxonomy = builtinTaxonomy();

/** What is in one list and not in the other, named. */
function differences(held: readonly string[], asked: readonly string[]) {
  return { missing: asked.filter((id) => !held.includes(id)), leftOver: held.filter((id) => !asked.includes(id)) };
}

const NONE = { missing: [], leftOver: [] };

describe('taxonomy/l10n/zh-cn.json', () => {
  const aspects = aspectsOf(taxonomy);
  const dimensions = dimensionsOf(taxonomy);
  const titled = [...aspects, ...dimensions, ...dimensions.flatMap(({ subDimensions }) => subDimensions)];

  it('translates every title, and none that is gone', () => {
    const stages = taxonomy.stages.map(({ id }) => id);
    expect(differences(Object.keys(translation.stages), stages), 'stages').toEqual(NONE);
    const titles = titled.map(({ id }) => id);
    expect(differences(Object.keys(translation.titles), titles), 'titles').toEqual(NONE);
  });

  it('translates every question, and none that is gone', () => {
    const questions = dimensions.flatMap(rationalesOf).map(({ id }) => id);
    expect(differences(Object.keys(translation.questions), questions), 'questions').toEqual(NONE);
  });

  it('is in Chinese, and its questions are questions', () => {
    const texts = Object.values(translation).flatMap((group) => Object.entries(group));
    expect(texts.filter(([, text]) => !/^[\p{Script=Han}，、]+？?$/u.test(text))).toEqual([]);
    expect(Object.entries(translation.questions).filter(([, text]) => !text.endsWith('？'))).toEqual([]);
  });
});

describe('inChinese', () => {
  it('shows titles and questions in Chinese and leaves all else, the original above all', () => {
    const before = JSON.stringify(taxonomy);
    const shown = inChinese(taxonomy);
    expect(JSON.stringify(taxonomy)).toBe(before);
    const [rationale] = dimensionsOf(shown).flatMap(rationalesOf);
    expect(rationale?.question).toBe('主角的脸是否有能从人群中认出的特征？');
    expect(withoutWords(shown)).toEqual(withoutWords(taxonomy));
  });

  it('leaves what a workspace worded anew', () => {
    const [stage, ...others] = taxonomy.stages;
    const [aspect, ...rest] = stage?.aspects ?? [];
    if (!stage || !aspect) throw new Error('the taxonomy is empty');
    const own: Taxonomy = {
      ...taxonomy,
      stages: [{ ...stage, aspects: [{ ...aspect, title: 'Design of the Pilot' }, ...rest] }, ...others],
    };
    const [shown] = aspectsOf(inChinese(own));
    expect(shown?.title).toBe('Design of the Pilot');
    expect(shown?.dimensions[0]?.title).toBe('角色');
  });
});

function withoutWords(value: Taxonomy): unknown {
  return JSON.parse(JSON.stringify(value, (key, held: unknown) => (key === 'title' || key === 'question' ? undefined : held)));
}
