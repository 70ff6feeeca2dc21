import { basename } from 'node:path';
import { counted } from '../core/counted.ts';
import type { Say } from '../core/phrases/phrasebook.ts';
import type { ImportAccount } from './importAnnotations.ts';

/**
 * What became of a file of ratings, a line each: every row that was not used, by its line, and the sum last.
 *
 * @param say the language of the lines; English without it.
 */
export function accountLines(file: string, account: ImportAccount, say: Say = (text) => text): string[] {
  const { problems, answers, scores, known, rows, raters, clips, unused } = account;
  const name = basename(file);
  const listed = problems.map(({ line, reason, near }) => {
    const meant = near.length === 0 ? '' : ` Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`;
    return `${name}:${line}: ${say(reason + meant)}`;
  });
  const taken = [
    counted(answers, 'answer'),
    counted(scores, 'score'),
    ...(known > 0 ? [`${known} that had been taken over before`] : []),
  ];
  const by = raters.length === 0 ? '' : ` Raters: ${raters.join(', ')}; ${counted(clips, 'clip')}.`;
  const sum = `Of ${counted(rows, 'row')}: ${taken.join(', ')}; ${counted(problems.length, 'row')} not used.${by}`;
  const columns = unused.length === 0 ? [] : [`Not used: ${unused.map((column) => `"${column}"`).join(', ')}.`];
  return [...listed, ...columns.map(say), say(sum)];
}
