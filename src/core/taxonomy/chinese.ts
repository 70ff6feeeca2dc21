import translation from '../../../taxonomy/l10n/zh-cn.json' with { type: 'json' };
import { builtinTaxonomy } from './builtin.ts';
import type { Taxonomy } from './model.ts';
import { taxonomyTranslationSchema, translatedTaxonomy } from './translate.ts';

/** The taxonomy as it is shown in Simplified Chinese. Not one to judge by: see `translatedTaxonomy`. */
export function inChinese(taxonomy: Taxonomy): Taxonomy {
  return translatedTaxonomy(taxonomy, builtinTaxonomy(), taxonomyTranslationSchema.parse(translation));
}
