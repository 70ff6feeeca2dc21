import * as vscode from 'vscode';
import { userMessageOf } from '../core/errors.ts';
import type { Say } from '../core/phrases/phrasebook.ts';
import type { Review } from '../core/review.ts';

type ShowReview = (review: Review) => Review;

/** The one language that there is beside English. */
const CHINESE = 'zh-cn';

let language = 'en';
let say: Say = (text) => text;
let show: ShowReview = (review) => review;

/**
 * Gets ready to say in the user's language what the rooms below say in English: errors, and what was measured. Journals, logs,
 * models and agents are told the English.
 */
export async function loadUsersLanguage(): Promise<void> {
  if (vscode.env.language !== CHINESE) return;
  const [{ chinesePhrases }, { phrasebook }, { saidReview }] = await Promise.all([
    import('../core/phrases/chinese.ts'),
    import('../core/phrases/phrasebook.ts'),
    import('../core/saidReview.ts'),
  ]);
  language = CHINESE;
  say = phrasebook(chinesePhrases());
  show = (review) => saidReview(review, say);
}

/** What `inUsersLanguage` speaks, as HTML names it. */
export function shownLanguage(): string {
  return language;
}

/** A sentence, title or unit of the rooms below in the user's language; any other text as it is. */
export function inUsersLanguage(text: string): string {
  return say(text);
}

/** A review in the user's language, for showing. */
export function shownReview(review: Review): Review {
  return show(review);
}

/** The sentence to show for any thrown value. */
export function shownMessageOf(error: unknown): string {
  return say(userMessageOf(error));
}
