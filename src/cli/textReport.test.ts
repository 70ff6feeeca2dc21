import { expect, it } from 'vitest';
import { type Calibration, calibrateJudge } from '../core/calibration/calibration.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { jsonReport } from './jsonReport.ts';
import { resultsOf } from './report.ts';
import { FLICKERS, PASSES, reportOf, scoredEntry, withModel } from './testReport.ts';
import { formatReport } from './textReport.ts';

type Report = ReturnType<typeof reportOf>;

function text(report: Report, width = 300, calibrations: readonly Calibration[] = []): string {
  const options = { width, counts: '44 sub-dimensions.', paint: (_: string, word: string) => word };
  return formatReport(report, resultsOf(builtinTaxonomy(), report, calibrations), options);
}

it('shows scores with coverage, only for what was judged', () => {
  const shown = text(reportOf([scoredEntry('a.mp4', [PASSES, FLICKERS]), scoredEntry('b.mp4', [])]));
  const [groups, titles, , a, b] = shown.split('\n');
  expect(groups?.trim()).toBe('Cinematography');
  expect(titles?.split(/\s{2,}/)).toEqual(['clip', 'findings', 'Lens']);
  expect(a).toMatch(/^a\.mp4\s+1\s+50 \(2\/\d+\)$/);
  expect(b).toMatch(/^b\.mp4\s+0\s+–$/);
  expect(shown).toContain('Nobody judged the other 17 of 18 dimensions: they have no column.');
  expect(shown).toContain('which is not 0');
  expect(shown).toContain('44 sub-dimensions.');
});

it('lists findings with time, severity, sub-dimension and sentence', () => {
  const shown = text(reportOf([scoredEntry('a.mp4', [FLICKERS])]));
  expect(shown).toMatch(
    /a\.mp4: 1 finding\n {2}0:01\.000–0:02\.040 {2}(error|warning|information) +\S.*The brightness jumps by 14 % within two frames\./,
  );
});

it('keeps the sentence in its column when it is long', () => {
  const observation = { span: { start: 1, end: 2 }, text: 'word '.repeat(40).trim() };
  const shown = text(reportOf([scoredEntry('a.mp4', [{ ...FLICKERS, observations: [observation] }])]), 100);
  const lines = shown.split('\n').filter((line) => line.includes('word'));
  expect(lines.length).toBeGreaterThan(2);
  expect(new Set(lines.map((line) => line.indexOf('word'))).size).toBe(1);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
});

it('gives the sentence lines of its own in a narrow terminal', () => {
  const lines = text(reportOf([scoredEntry('a.mp4', [FLICKERS])]), 60).split('\n');
  const heading = lines.findIndex((line) => line.startsWith('  0:01.000'));
  expect(lines[heading]).not.toContain('brightness');
  expect(lines[heading + 1]).toMatch(/^ {4}The brightness jumps/);
});

const LENS = 'cinematography.lens';
const unsure = {
  ...{ subDimension: 'cinematography.lens.exposure', evidence: [], rationale: 'It seems so.', reflection: 'It may be meant.' },
  uncertainty: 'high',
} as const;
const votes = { votes: { pass: 1, partial: 0, fail: 2, na: 0 }, value: 1 / 3 };
const judgedTwice = withModel(scoredEntry('a.mp4', [PASSES]), ({ dimension }) => {
  if (dimension === LENS) return { status: 'answered', answers: [{ ...FLICKERS, sampled: votes }], reasoning: [unsure] };
  return dimension === 'acting.action' ? { status: 'failed', failure: 'blocked', statusReason: 'It was blocked.' } : {};
});

it('holds judges apart and tells how sure a model is', () => {
  const shown = text(reportOf([judgedTwice]));
  const [, measured, model] = shown.split(/^By (?:signals|gemini: some-model at https:\/\/example\.com)$/m);
  expect(measured).toMatch(/^a\.mp4 +0 +100 \(1\/\d+\)$/m);
  expect(model).toMatch(/^a\.mp4 +1 +33 \(1\/\d+\) \? 1 split$/m);
  expect(model).toContain('"split" counts the questions on which its samples disagree.');
  expect(model).toContain('"?" means that the judge says it is unsure.');
  expect(shown).toMatch(/gemini: Exposure +The brightness jumps .* \[unsure; 1 pass, 2 fail\]/);
  expect(shown).toContain('Could not be judged\n  a.mp4, Action, by gemini: It was blocked.');
  expect(shown).toContain('gemini: The model takes no seed.');
  expect(shown.match(/44 sub-dimensions\./g)).toHaveLength(1);
  expect(shown).toContain('1 of 1 clip scored by signals, gemini, 1 finding');
});

it('notes a model that gives every dimension the same score, clip after clip', () => {
  const judged = (path: string, lens: 'pass' | 'fail' = 'pass') =>
    withModel(scoredEntry(path, []), ({ dimension, asked: [rationale = ''] }) => {
      const answer = dimension === LENS ? lens : 'pass';
      return { status: 'answered', answers: [{ ...PASSES, rationale, answer }] };
    });
  const four = ['a', 'b', 'c', 'd'].map((path) => judged(path));
  const note = 'gemini: It gives all dimensions of a clip nearly the same score, so it may not tell them apart.';
  expect(text(reportOf([...four, judged('e')]))).toContain(note);
  expect(text(reportOf([...four, judged('e', 'fail')]))).not.toContain(note);
});

it('takes the same model asked in another way for another judge', () => {
  const mixed = withModel(scoredEntry('a.mp4', [PASSES]), ({ dimension }) => ({
    judge: { id: 'gemini', fingerprint: dimension === LENS ? 'new' : 'old' },
    ...(dimension === LENS && { status: 'answered', answers: [PASSES] }),
  }));
  expect(text(reportOf([mixed])).match(/^By gemini/gm)).toHaveLength(2);
});

it('says what was not scored, noted, reused and cancelled', () => {
  const shown = text(
    reportOf(
      [
        scoredEntry('a.mp4', [PASSES], { reused: true, notes: ['a.json is not used.'] }),
        { status: 'failed', path: 'b.mp4', code: 'clip/empty', sentence: '"b.mp4" is empty.' },
      ],
      { total: 3, cancelled: true, notes: ['The folder x cannot be read.'] },
    ),
  );
  expect(shown).toContain('Not scored\n  b.mp4: "b.mp4" is empty.');
  expect(shown).toContain('Notes\n  The folder x cannot be read.\n  a.json is not used.');
  expect(shown).toMatch(
    /1 of 3 clips scored by signals, 1 of them judged before and reused, 0 findings\. The verdicts are in \/clips\/\.evalverse\. Cancelled;.*$/,
  );
});

it('says how it ended when nothing could be scored', () => {
  const failed = { status: 'failed', path: 'b.mp4', code: 'clip/empty', sentence: '"b.mp4" is empty.' } as const;
  expect(text(reportOf([failed]))).toBe('Not scored\n  b.mp4: "b.mp4" is empty.\n\n0 of 1 clip scored, 0 findings.');
});

it('prints names and sentences from outside harmlessly', () => {
  const nasty = '\u001b[2Jx\u0007';
  const evil = { ...FLICKERS, observations: [{ span: { start: 0, end: 1 }, text: `${nasty} says` }] };
  const shown = text(
    reportOf(
      [
        scoredEntry(`${nasty}.mp4`, [evil], { notes: [nasty] }),
        { status: 'failed', path: nasty, code: 'internal', sentence: nasty },
      ],
      { notes: [nasty] },
    ),
  );
  expect(shown.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(shown).toContain('x says');
});

it('as JSON holds null for what nobody judged', () => {
  const report = reportOf([
    scoredEntry('a.mp4', [PASSES, FLICKERS]),
    { status: 'failed', path: 'b.mp4', code: 'clip/empty', sentence: 'Empty.' },
  ]);
  const json: unknown = JSON.parse(jsonReport(report, resultsOf(builtinTaxonomy(), report, []), null));
  expect(json).toMatchObject({
    schema: 2,
    folder: '/clips',
    runs: ['run'],
    total: 2,
    cancelled: false,
    clips: [
      {
        status: 'scored',
        path: 'a.mp4',
        reused: false,
        judges: [{ judge: 'signals', findings: [{ start: 1, end: 2.04, answer: 'fail', rationale: FLICKERS.rationale }] }],
      },
      { status: 'failed', path: 'b.mp4', code: 'clip/empty', sentence: 'Empty.' },
    ],
  });
  expect(json).toMatchObject({
    clips: [
      {
        judges: [
          {
            dimensions: expect.arrayContaining([
              expect.objectContaining({ id: 'cinematography.lens', score: 0.5, answered: 2 }),
              expect.objectContaining({ id: 'acting.action', score: null, answered: 0 }),
            ]),
          },
        ],
      },
      {},
    ],
  });
});

it('tells calibrated, stale and uncalibrated scores apart, with the interval', () => {
  const labels = Array.from({ length: 40 }, (_, i) => ({
    ...{ clip: `${i}`, group: `${i}`, raw: (i % 11) / 10 },
    expert: 0.25 + (i % 11) / 20 + ((i % 3) - 1) / 20,
  }));
  const calibration = (fingerprint: string, clips = 40) =>
    calibrateJudge({
      ...{ judge: 'signals', fingerprint, versions: [], createdAt: '2026-01-02T03:04:05Z', coverage: 0.9, seed: 1 },
      labels: new Map([['cinematography.lens', labels.slice(0, clips)]]),
    });
  const report = reportOf([scoredEntry('a.mp4', [PASSES, FLICKERS])]);
  const cell = (...calibrations: Calibration[]) => text(report, 300, calibrations).match(/^a\.mp4 +1 +(.*) \(2/m)?.[1];
  expect(cell(calibration('g'), calibration('f'))).toMatch(/^50 \[4\d, 5\d\]$/);
  expect(text(report, 300, [calibration('f')])).toContain(
    'Scores with brackets are calibrated; the brackets hold their 90 % interval.',
  );
  expect(cell(calibration('g'))).toBe('50 stale');
  expect(text(report, 300, [calibration('g')])).toContain('another version of this judge');
  expect(cell(calibration('f', 10))).toBe('50');
  expect(text(report)).toContain('The scores are raw: uncalibrated.');
  const json = (...calibrations: Calibration[]) => {
    const parsed = JSON.parse(jsonReport(report, resultsOf(builtinTaxonomy(), report, calibrations), null));
    return parsed.clips[0].judges[0].dimensions.find(({ id }: { id: string }) => id === 'cinematography.lens');
  };
  expect(json(calibration('f'))).toMatchObject({
    score: 0.5,
    calibration: { status: 'calibrated', bounded: true, coverage: 0.9 },
  });
  expect(json(calibration('g')).calibration).toEqual({ status: 'stale', why: 'other-fingerprint' });
  expect(json(calibration('f', 10)).calibration).toEqual({ status: 'uncalibrated', why: 'too-few-clips' });
  expect(json().calibration).toEqual({ status: 'uncalibrated', why: 'no-calibration' });
});
