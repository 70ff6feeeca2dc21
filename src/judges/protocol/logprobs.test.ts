import { describe, expect, it } from 'vitest';
import { answerObject, wholeUnit } from '../../../test/fixtures/scriptedBackend.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { smallTaxonomy } from '../../core/testVerdicts.ts';
import type { TokenProbabilities } from '../backend.ts';
import { answerWeights } from './logprobs.ts';

const y = dimensionsOf(smallTaxonomy()).find(({ id }) => id === 'a.y');
if (!y) throw new Error('no a.y');
const unit = wholeUnit(y);
const text = JSON.stringify(answerObject(unit, { 'a.y.s.r2': 'fail' }, 'It says "result":"pass" on the wall.'));

/** Cuts a text into tokens; `pieces` are tokens of their own, with what else could have stood there. */
function tokensOf(whole: string, pieces: Readonly<Record<string, Readonly<Record<string, number>>>>): TokenProbabilities[] {
  const pattern = new RegExp(
    `(${Object.keys(pieces)
      .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|')})`,
  );
  return whole.split(pattern).map((token) => ({
    token,
    alternatives: Object.entries(pieces[token] ?? { [token]: 1 }).map(([alternative, p]) => ({
      token: alternative,
      logprob: Math.log(p),
    })),
  }));
}

describe('probabilities of answers', () => {
  it('are read where the answers stand, with or without a quote before them', () => {
    const weights = answerWeights(
      text,
      tokensOf(text, {
        ':"pass"}': { ':"pass"}': 0.7, ':"partial"}': 0.2, ':"fail"}': 0.05, nonsense: 0.05 },
        fail: { fail: 0.9, partial: 0.08, pa: 0.02 },
      }),
      unit,
    );
    expect(weights.get('a.y.s.r1')?.pass).toBeCloseTo(0.7, 12);
    expect(weights.get('a.y.s.r1')?.partial).toBeCloseTo(0.2, 12);
    expect(weights.get('a.y.s.r1')?.fail).toBeCloseTo(0.05, 12);
    expect(weights.get('a.y.s.r2')?.fail).toBeCloseTo(0.9, 12);
    // "pa" could become pass or partial: it counts for neither.
    expect(weights.get('a.y.s.r2')?.partial).toBeCloseTo(0.08, 12);
    expect(weights.get('a.y.s.r2')?.pass).toBe(0);
  });

  it('find their places behind thinking that the text does not have', () => {
    const tokens = [{ token: 'thoughts', alternatives: [] }, ...tokensOf(text, { fail: { fail: 1 } })];
    expect(answerWeights(text, tokens, unit).get('a.y.s.r2')?.fail).toBeCloseTo(1, 12);
  });

  it('are none where the tokens are not those of the text', () => {
    expect(answerWeights(text, tokensOf(text.slice(0, -5), { fail: { fail: 1 } }), unit).size).toBe(0);
  });
});
