import type { RationaleAnswer } from '../../core/verdict.ts';

/** Words that name a defect and nothing that a good shot could show on purpose. */
const DEFECT =
  /\b(?:artefacts?|artifacts?|glitch(?:es|y)?|defects?|flaws?|flawed|distort(?:s|ed|ions?)|deform(?:s|ed|ity|ities)|unnatural(?:ly)?|implausibl[ey]|incorrect(?:ly)?|inconsisten(?:t|tly|cy|cies)|flicker(?:s|ing)?|jitter(?:s|ing|y)?|warp(?:s|ed|ing)|morphs?|morphing|mismatch(?:es|ed)?|clips? through|pops? (?:in|out)|out of sync)\b/i;

/** Anything that may turn a word of defect around; where one stands, the sentence is left alone. */
const TURNED =
  /\b(?:no|not|none|nor|neither|never|without|free|lacks?|absen(?:t|ce)|hardly|barely|minimal|avoid(?:s|ed|ing)?|rather than|instead of|nothing|zero)\b|n['’]t\b|-free\b/i;

/** Phrases that leave nothing wrong. */
const FAULTLESS =
  /\b(?:no|without(?: any)?) (?:visible |apparent |noticeable |obvious |discernible )?(?:defects?|flaws?|faults?|issues?|problems?|errors?|artefacts?|artifacts?)\b|\bnothing (?:is |looks |seems |appears )?(?:wrong|amiss|off)\b|\b(?:flawless|faultless|impeccable)(?:ly)?\b/i;

/** Words after which the other half of a sentence may say the opposite. */
const HOWEVER =
  /\b(?:but|however|except|although|though|yet|while|whereas|apart from|other than|until|later|despite|only|not)\b/i;

/**
 * Why an answer goes against its own words, or `null`. Conservative on purpose: a `pass` counts only when every observation that
 * it cites names a defect plainly, a `fail` only when its reason says outright that nothing is wrong.
 */
export function contradictionIn({ answer, reason, observations }: RationaleAnswer): string | null {
  if (answer === 'pass' && observations.length > 0 && observations.every(({ text }) => DEFECT.test(text) && !TURNED.test(text)))
    return 'The model answered pass, but everything it cites describes a defect.';
  if (answer === 'fail' && FAULTLESS.test(reason) && !HOWEVER.test(reason))
    return 'The model answered fail, but its reason says that nothing is wrong.';
  return null;
}
