import type { FindingsWords } from './findingsText.ts';

/** The English words, for tests outside VS Code. */
export const testWords: FindingsWords = {
  notJudged: 'not judged',
  rangesJudged: 'ranges judged',
  nothingFound: 'nothing found',
  findings: (count) => `${count} findings`,
  hidden: (count) => `${count} hidden`,
  severity: { error: 'error', warning: 'warning', information: 'information', hint: 'hint', pass: 'pass' },
};
