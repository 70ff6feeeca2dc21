import { describe, expect, it } from 'vitest';
import type { Answer } from '../../core/verdict.ts';
import { contradictionIn } from './contradiction.ts';

function answer(given: Answer, reason: string, ...texts: string[]) {
  return { rationale: 'r', answer: given, reason, observations: texts.map((text) => ({ span: { start: 0, end: 1 }, text })) };
}

describe('contradiction', () => {
  it.each([
    answer('pass', 'Fine.', 'The wall flickers at every cut.'),
    answer('pass', 'Fine.', 'The hand warps around the cup.', 'Her face is distorted.'),
    answer('fail', 'There are no visible artifacts in the picture.'),
    answer('fail', 'The lighting is flawless.'),
    answer('fail', 'Nothing looks wrong.'),
  ])('is seen in $answer: $reason', (given) => {
    expect(contradictionIn(given)).toMatch(/^The model answered (pass|fail), but/);
  });

  it.each([
    answer('pass', 'Fine.', 'No flicker in any shot.'),
    answer('pass', 'Fine.', 'The wall never flickers.', 'It is steady.'),
    answer('pass', 'Fine.', 'One frame flickers.', 'The rest is calm.'),
    answer('pass', 'Fine.', 'The background blurs away gradually.'),
    answer('pass', 'Fine.', 'A broken window, torn curtains, a wrong turn.'),
    answer('pass', 'Fine.'),
    answer('partial', 'Fine.', 'The wall flickers.'),
    answer('fail', 'There are no artifacts at first, but the hand melts later.'),
    answer('fail', 'No problems until 3 s, where the face changes.'),
    answer('fail', 'There is not only one problem without any visible defects.'),
    answer('na', 'Nothing is wrong.'),
  ])('is not claimed of $answer: $reason $observations', (given) => {
    expect(contradictionIn(given)).toBeNull();
  });
});
