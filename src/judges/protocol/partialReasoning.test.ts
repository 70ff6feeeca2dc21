import { describe, expect, it } from 'vitest';
import { answerObject, wholeUnit } from '../../../test/fixtures/scriptedBackend.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { smallTaxonomy } from '../../core/testVerdicts.ts';
import { reasoningSoFar } from './partialReasoning.ts';

const [x] = dimensionsOf(smallTaxonomy());
if (!x) throw new Error('the small taxonomy has dimensions');
const object = answerObject(wholeUnit(x), {}, 'A "door" opens\nslowly \\ at dusk ☾.');
object.suspicions.push({ endS: 1, observation: 'SECRET', startS: 0 });
for (const judged of Object.values(object.judgements)) for (const one of Object.values(judged.responses)) one.reason = 'SECRET';
const text = JSON.stringify(object);

describe('reasoning so far', () => {
  it('is never an answer, wherever the text breaks off, and only grows', () => {
    let before = '';
    for (let length = 0; length <= text.length; length += 1) {
      const shown = reasoningSoFar(text.slice(0, length));
      expect(shown).not.toMatch(/SECRET|pass|uncertainty|basis/);
      expect(shown.startsWith(before.trimEnd())).toBe(true);
      before = shown;
    }
    expect(before.split('\n')[0]).toBe('A "door" opens');
    expect(before).toContain('The light might mislead.');
  });

  it('shows half a sentence while it arrives', () => {
    expect(reasoningSoFar('```json\n{"judgements":{"a.x":{"evidence":[{"endS":1,"observation":"A man wal')).toBe('A man wal');
  });

  it.each(['', 'I am sorry', '{{{', '{"judgements": 3, "a": "b"', '{"rationale":"not in its place"'])(
    'is nothing for %j',
    (other) => {
      expect(reasoningSoFar(other)).toBe('');
    },
  );
});
