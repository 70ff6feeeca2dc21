import { formatCoverage } from '../../core/score.ts';
import type { FindingsWords } from './findingWords.ts';

/** The English words, for tests outside VS Code. */
export const testWords: FindingsWords = {
  notJudged: 'not judged',
  blind: 'hidden',
  rangesJudged: 'ranges judged',
  nothingFound: 'nothing found',
  coverage: formatCoverage,
  findings: (count) => `${count} findings`,
  hidden: (count) => `${count} hidden`,
  suppressed: (count) => `${count} suppressed`,
  severity: {
    error: 'error',
    warning: 'warning',
    information: 'information',
    hint: 'hint',
    pass: 'pass',
    suspicion: 'suspected instruction',
  },
  detail: {
    answer: { pass: 'pass', partial: 'partial', fail: 'fail', na: 'does not apply' },
    sureness: { low: 'sure', medium: 'fairly sure', high: 'unsure' },
    question: (text) => `Question: ${text}`,
    reason: (text) => `Reason: ${text}`,
    reflection: (text) => `Doubts: ${text}`,
    howSure: (text) => `How sure: ${text}`,
    votes: (votes, samples, answer) => `${votes} of ${samples} samples: ${answer}`,
    weight: (percent, answer) => `${percent} % ${answer}`,
    limits: (faultWhen, partial, fail) => `partial ${faultWhen} ${partial}, fail ${faultWhen} ${fail}`,
  },
};
