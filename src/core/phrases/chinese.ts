import { builtinTaxonomy } from '../taxonomy/builtin.ts';
import { inChinese } from '../taxonomy/chinese.ts';
import { aspectsOf, dimensionsOf } from '../taxonomy/walk.ts';
import files from './chinese/files.json' with { type: 'json' };
import judging from './chinese/judging.json' with { type: 'json' };
import measurements from './chinese/measurements.json' with { type: 'json' };
import operators from './chinese/operators.json' with { type: 'json' };
import ratings from './chinese/ratings.json' with { type: 'json' };
import type { Phrases } from './phrasebook.ts';

/** What the rooms below the editor say, in Simplified Chinese, in the terms of `docs/glossary.md`. */
export const CHINESE_PHRASES: Phrases = { ...files, ...judging, ...measurements, ...operators, ...ratings };

/** With the titles of the built-in taxonomy, which some sentences name. */
export function chinesePhrases(): Phrases {
  const taxonomy = builtinTaxonomy();
  const titled = [...aspectsOf(taxonomy), ...dimensionsOf(taxonomy)];
  const chinese = inChinese(taxonomy);
  const titles = new Map([...aspectsOf(chinese), ...dimensionsOf(chinese)].map(({ id, title }) => [id, title]));
  return { ...Object.fromEntries(titled.map(({ id, title }) => [title, titles.get(id) ?? title])), ...CHINESE_PHRASES };
}
