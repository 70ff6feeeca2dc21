import { describe, expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { smallTaxonomy, verdictOf } from '../../../src/core/testVerdicts.ts';
import { demoReview } from '../../dev/demoReview.ts';
import { choicesOf, type OpenState, scorecardRows, treeMove } from './model.ts';

const taxonomy = builtinTaxonomy();
const choices = choicesOf(demoReview(taxonomy, 'hash', 10));
const rowsWith = (opened: OpenState) => scorecardRows(taxonomy, choices[0]?.verdicts ?? [], opened);
const keysOf = (opened: OpenState) => rowsWith(opened).map(({ key }) => key);

test('a review offers the whole clip first, then its ranges', () => {
  expect(choices.map(({ range, judge }) => [range.whole, range.span, judge])).toEqual([
    [true, { start: 0, end: 10 }, 'signals'],
    [false, { start: 1, end: 4 }, 'signals'],
  ]);
});

describe('what is open at first', () => {
  const rows = rowsWith({});
  const row = (key: string) => rows.find((one) => one.key === key);

  test('whatever holds answers, down to sub-dimensions with something to say', () => {
    expect(row('production')?.open).toBe(true);
    expect(row('cinematography.lens')?.open).toBe(true);
    expect(row('cinematography.lens.exposure')?.open).toBe(true);
    expect(row('cinematography.lens.exposure.highlights-keep-detail')).toMatchObject({ kind: 'answer', level: 5, open: true });
  });

  test('nothing unjudged, and no sub-dimension that is a clean pass; but all of them are there', () => {
    expect(row('pre-production')?.open).toBe(false);
    expect(row('acting')?.open).toBe(false);
    expect(row('cinematography.lens.focus')?.open).toBe(false);
  });

  test('an observation knows when the reason has said it already', () => {
    const verdict = choices[0]?.verdicts.find(({ dimension }) => dimension === 'sound-design.vocal');
    const [answer] = verdict?.answers ?? [];
    if (!verdict || !answer) throw new Error('the demonstration has no sound');
    const reason = answer.observations[0]?.text ?? '';
    const repeats = { ...verdict, answers: [{ ...answer, reason }] };
    const said = scorecardRows(taxonomy, [repeats], {}).flatMap((one) => (one.kind === 'observation' ? [one.repeated] : []));
    expect(said).toEqual([true]);
  });

  test('observations carry the id of the finding they are', () => {
    const observations = rows.filter((one) => one.kind === 'observation');
    expect(observations[0]).toMatchObject({
      key: 'cinematography.lens.exposure.highlights-keep-detail#0',
      finding: 'demo-clip-cinematography.lens/cinematography.lens.exposure.highlights-keep-detail/0',
      parent: 'cinematography.lens.exposure.highlights-keep-detail',
    });
  });
});

test('an answer is as bad as its findings are on the timeline', () => {
  const severities = rowsWith({}).flatMap((row) => (row.kind === 'answer' ? [[row.answer.answer, row.severity]] : []));
  expect(severities).toContainEqual(['fail', 'error']);
  expect(severities).toContainEqual(['fail', 'warning']);
  expect(severities).toContainEqual(['partial', 'information']);
  expect(severities).toContainEqual(['pass', null]);
});

test('what a person opened or closed stays so', () => {
  expect(keysOf({ production: false })).not.toContain('cinematography');
  expect(keysOf({ acting: true })).toContain('acting.expression');
});

test('without verdicts every stage is there, closed', () => {
  const rows = scorecardRows(taxonomy, [], {});
  expect(rows.map(({ key, open }) => [key, open])).toEqual([
    ['pre-production', false],
    ['production', false],
    ['post-production', false],
  ]);
});

test('keys walk the tree as the ARIA pattern says', () => {
  const rows = rowsWith({});
  const first = rows[0]?.key ?? '';
  const last = rows.at(-1)?.key;
  expect(treeMove(rows, first, 'ArrowDown')).toEqual({ focus: rows[1]?.key });
  expect(treeMove(rows, first, 'ArrowUp')).toBeNull();
  expect(treeMove(rows, first, 'ArrowRight')).toEqual({ toggle: first, open: true });
  expect(treeMove(rows, 'production', 'ArrowLeft')).toEqual({ toggle: 'production', open: false });
  expect(treeMove(rows, 'production', 'ArrowRight')).toEqual({ focus: 'acting' });
  expect(treeMove(rows, 'acting', 'ArrowLeft')).toEqual({ focus: 'production' });
  expect(treeMove(rows, first, 'End')).toEqual({ focus: last });
  expect(treeMove(rows, first, 'a')).toBeNull();
  expect(treeMove(rows, 'gone', 'ArrowDown')).toBeNull();
});

describe('what proxies measured', () => {
  const span = { start: 2, end: 3 };
  const open = { production: true, a: true, 'a.y': true, 'a.y.s': true };
  const reading = { rationale: 'a.y.s.r2', reading: 'It sways a little.', observations: [{ span, text: 'It sways most here.' }] };

  test('stands under its question and scores nothing', () => {
    const verdicts = [verdictOf('a.y', [], { status: 'unanswered', proxies: [reading] })];
    const closed = scorecardRows(smallTaxonomy(), verdicts, open);
    expect(closed.filter(({ kind }) => kind === 'answer')).toEqual([]);
    const row = closed.find(({ kind }) => kind === 'proxy');
    expect(row).toMatchObject({ parent: 'a.y.s', open: false, proxy: reading });
    const opened = scorecardRows(smallTaxonomy(), verdicts, { ...open, [row?.key ?? '']: true });
    const [observation] = reading.observations;
    expect(opened.find(({ kind }) => kind === 'observation')).toMatchObject({ parent: row?.key, observation, finding: null });
  });

  test('follows the answer to the same question, and each question is asked once', () => {
    const answer = { rationale: 'a.y.s.r1', answer: 'pass' as const, reason: 'Steady.', observations: [] };
    const proxies = [reading, { ...reading, reading: 'It rolls.' }, { ...reading, rationale: 'a.y.s.r1', reading: 'It pans.' }];
    const rows = scorecardRows(smallTaxonomy(), [verdictOf('a.y', [answer], { proxies })], open);
    const said = rows.flatMap((row) => {
      if (row.kind === 'answer') return [[row.question, row.answer.reason]];
      return row.kind === 'proxy' ? [[row.question, row.proxy.reading]] : [];
    });
    expect(said).toEqual([
      ['Is a.y.s fine in respect 1?', 'Steady.'],
      [null, 'It pans.'],
      ['Is a.y.s fine in respect 2?', 'It sways a little.'],
      [null, 'It rolls.'],
    ]);
  });

  test('says nothing twice where the reading goes on after what was observed', () => {
    const doubted = { ...reading, reading: 'It sways most here. Not counted as a pass.' };
    const rows = scorecardRows(smallTaxonomy(), [verdictOf('a.y', [], { proxies: [doubted] })], {
      ...open,
      'a.y.s.r2~0': true,
    });
    expect(rows.find(({ kind }) => kind === 'observation')).toMatchObject({ repeated: true });
  });
});
