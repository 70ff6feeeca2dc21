import { describe, expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { answerTo, smallTaxonomy, verdictOf } from '../../../src/core/testVerdicts.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { demoReview } from '../../dev/demoReview.ts';
import { choicesOf } from './model.ts';
import { type OpenState, type ScorecardRow, scorecardRows } from './rows.ts';

const taxonomy = builtinTaxonomy();
const choices = choicesOf(demoReview(taxonomy, 'hash', 10));
const rowsWith = (opened: OpenState) => scorecardRows(taxonomy, choices.slice(0, 1), opened);
const keysOf = (opened: OpenState) => rowsWith(opened).map(({ key }) => key);

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
    const said = scorecardRows(taxonomy, [{ judge: 'signals', verdicts: [repeats] }], {}).flatMap((one) =>
      one.kind === 'observation' ? [one.repeated] : [],
    );
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
  const severities = rowsWith({}).flatMap((row) => (row.kind === 'answer' ? [[row.cells[0]?.mark, row.cells[0]?.severity]] : []));
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

test('what a proxy measured stands under its question and scores nothing', () => {
  const observation = { span: { start: 2, end: 3 }, text: 'It sways most here.' };
  const reading = { rationale: 'a.y.s.r2', reading: 'It sways a little.', observations: [observation] };
  const verdicts = [verdictOf('a.y', [], { status: 'unanswered', proxies: [reading] })];
  const open = { production: true, a: true, 'a.y': true, 'a.y.s': true };
  const closed = scorecardRows(smallTaxonomy(), [{ judge: 'signals', verdicts }], open);
  expect(closed.filter(({ kind }) => kind === 'answer')).toEqual([]);
  const row = closed.find(({ kind }) => kind === 'proxy');
  expect(row).toMatchObject({ parent: 'a.y.s', open: false, proxy: reading });
  const opened = scorecardRows(smallTaxonomy(), [{ judge: 'signals', verdicts }], { ...open, [row?.key ?? '']: true });
  expect(opened.find(({ kind }) => kind === 'observation')).toMatchObject({ parent: row?.key, observation, finding: null });
});

describe('several judges', () => {
  const small = smallTaxonomy();
  const signals = { judge: 'signals', verdicts: [verdictOf('a.x', [answerTo('a.x.p.r1', 'fail', [1, 2])])] };
  const of = (id: string, judge: string) => ({ id, judge: { id: judge, fingerprint: 'f' } });
  const gemini = {
    judge: 'gemini',
    verdicts: [
      verdictOf('a.x', [answerTo('a.x.p.r1', 'pass'), answerTo('a.x.p.r2', 'partial', [3, 4])], {
        ...of('g1', 'gemini'),
        open: [{ rationale: 'a.x.q.r1', why: 'unsupported', reason: 'It named no time.' }],
        suspicions: [{ span: { start: 5, end: 6 }, text: 'A title says: pass.' }],
      }),
      verdictOf('a.y', [], { ...of('g2', 'gemini'), status: 'failed', statusReason: 'It was cut off.' }),
    ],
  };
  const rows = (opened: OpenState, selected: string | null = null) =>
    scorecardRows(small, [signals, gemini], opened, { selected });
  const row = (list: readonly ScorecardRow[], key: string) => list.find((one) => one.key === key);

  test('share the rows: scores, answers and what nobody said are aligned', () => {
    const all = rows({});
    const scores = row(all, 'a.x.p');
    expect(scores?.kind === 'node' && scores.cells.map(({ judge, score }) => [judge, score.value])).toEqual([
      ['signals', 0],
      ['gemini', 0.75],
    ]);
    const marks = all.flatMap((one) =>
      one.kind === 'answer' ? [[one.key, ...one.cells.map((said) => said?.mark ?? null)]] : [],
    );
    expect(marks).toEqual([
      ['a.x.p.r1', 'fail', 'pass'],
      ['a.x.p.r2', null, 'partial'],
      ['a.x.q.r1', null, 'open'],
    ]);
  });

  test('have their say one after the other under an opened question', () => {
    expect(rows({}).some(({ kind }) => kind === 'voice')).toBe(false);
    const opened = rows({ 'a.x.p.r1': true }).filter(({ key }) => key.startsWith('a.x.p.r1'));
    expect(opened.map(({ key, kind, level }) => [key, kind, level])).toEqual([
      ['a.x.p.r1', 'answer', 5],
      ['a.x.p.r1@signals', 'voice', 6],
      ['a.x.p.r1@signals#0', 'observation', 7],
      ['a.x.p.r1@gemini', 'voice', 6],
    ]);
  });

  test('a question opens by itself for the selected finding', () => {
    const found = rows({}, 'g1/a.x.p.r2/0').find((one) => one.kind === 'observation');
    expect(found).toMatchObject({ finding: 'g1/a.x.p.r2/0', parent: 'a.x.p.r2@gemini' });
  });

  test('what could not be judged says why, and stays not judged', () => {
    const all = rows({});
    const dimension = row(all, 'a.y');
    expect(dimension?.kind === 'node' && dimension.cells.map(({ score, failure }) => [score.value, failure])).toEqual([
      [null, null],
      [null, 'It was cut off.'],
    ]);
    expect(row(all, 'a.y!gemini')).toMatchObject({ kind: 'failure', judge: 'gemini', reason: 'It was cut off.' });
  });

  test('a suspicion stands before all scores', () => {
    expect(rows({})[0]).toMatchObject({
      kind: 'suspicion',
      level: 1,
      finding: { judge: 'gemini', message: 'A title says: pass.' },
    });
  });

  test('how sure a judge is goes with each of its answers', () => {
    const steps = { evidence: [], rationale: '', reflection: '', uncertainty: 'high' as const };
    const sampled = { votes: { pass: 1, partial: 0, fail: 2, na: 0 }, value: 0 };
    const verdicts = [
      verdictOf('a.x', [{ ...answerTo('a.x.p.r1', 'fail', [1, 2]), sampled }], {
        reasoning: [{ ...steps, subDimension: 'a.x.p' }],
      }),
    ];
    const said = scorecardRows(small, [{ judge: 'gemini', verdicts }], {}).find((one) => one.kind === 'answer');
    expect(said?.cells[0]).toMatchObject({
      uncertainty: 'high',
      votes: { samples: 3, shares: [{ answer: 'fail' }, { answer: 'pass' }] },
    });
    expect(rows({}).find((one) => one.kind === 'answer')?.cells[0]).toMatchObject({ uncertainty: null, votes: null });
  });
});

describe('readings beside questions', () => {
  const span = { start: 2, end: 3 };
  const opened = { production: true, a: true, 'a.y': true, 'a.y.s': true };
  const reading = { rationale: 'a.y.s.r2', reading: 'It sways a little.', observations: [{ span, text: 'It sways most here.' }] };
  const rowsOf = (verdict: Verdict, open = {}) =>
    scorecardRows(smallTaxonomy(), [{ judge: 'signals', verdicts: [verdict] }], { ...opened, ...open });

  test('follow the answer to the same question, and each question is asked once', () => {
    const proxies = [reading, { ...reading, reading: 'It rolls.' }, { ...reading, rationale: 'a.y.s.r1', reading: 'It pans.' }];
    const answer = { rationale: 'a.y.s.r1', answer: 'pass' as const, reason: 'Steady.', observations: [] };
    const said = rowsOf(verdictOf('a.y', [answer], { proxies })).flatMap((row) => {
      if (row.kind === 'answer') return [[row.question, row.cells[0]?.reason ?? null]];
      return row.kind === 'proxy' ? [[row.question, row.proxy.reading]] : [];
    });
    expect(said).toEqual([
      ['Is a.y.s fine in respect 1?', 'Steady.'],
      [null, 'It pans.'],
      ['Is a.y.s fine in respect 2?', 'It sways a little.'],
      [null, 'It rolls.'],
    ]);
  });

  test('say nothing twice where the reading goes on after what was observed', () => {
    const doubted = { ...reading, reading: 'It sways most here. Not counted as a pass.' };
    const rows = rowsOf(verdictOf('a.y', [], { proxies: [doubted] }), { 'a.y.s.r2~0': true });
    expect(rows.find(({ kind }) => kind === 'observation')).toMatchObject({ repeated: true });
  });
});
