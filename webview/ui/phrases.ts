import judging from '../../src/core/phrases/chinese/judging.json' with { type: 'json' };
import ratings from '../../src/core/phrases/chinese/ratings.json' with { type: 'json' };
import { phrasebook, type Say } from '../../src/core/phrases/phrasebook.ts';
import { inPageLanguage } from './language.ts';

/** A sentence that `src/core` says about judging and ratings in the page's language; any other text as it is. */
export const inPageWords: Say = inPageLanguage<() => Say>(
  () => (text) => text,
  () => phrasebook({ ...judging, ...ratings }),
)();
