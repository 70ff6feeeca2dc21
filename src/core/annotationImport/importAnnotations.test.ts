import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearNames } from '../nearNames.ts';
import { builtinTaxonomy } from '../taxonomy/builtin.ts';
import { parseCsv } from './csv.ts';
import { type ImportResult, importAnnotations } from './importAnnotations.ts';
import { type ImportFile, readCsvRows, readJsonRows } from './rows.ts';
import { type ImportScale, onImportScale } from './scale.ts';

const fixture = (name: string) => readFile(new URL(`../../../test/fixtures/annotations/${name}`, import.meta.url), 'utf8');

function imported(file: ImportFile, scale: ImportScale): ImportResult {
  let ids = 0;
  return importAnnotations({
    ...{ file, fileName: 'panel', scale, taxonomy: builtinTaxonomy(), raters: [], createdAt: '2026-01-02T03:04:05Z' },
    clips: new Map([
      ['takes/fox.mp4', { hash: 'f', duration: 4 }],
      ['takes/owl.mp4', { hash: 'o', duration: 4 }],
    ]),
    createId: () => `${++ids}`,
  });
}

describe('a panel’s CSV full of traps', () => {
  it('is accounted for row by row', async () => {
    const file = readCsvRows(await fixture('panel.csv'));
    const { annotations, ratings, problems } = imported(file, '1-5');
    expect(file.unused).toEqual(['Model']);
    expect(annotations).toEqual([]);
    expect(ratings.map(({ source, rater, clip, subject, score }) => [source, rater, clip.path, subject, score])).toEqual([
      ['panel:2', 'anna', 'takes/fox.mp4', 'cinematography.lens', 0.75],
      ['panel:3', 'ben', 'takes/fox.mp4', 'cinematography.lens', 0.25],
      ['panel:4', 'carla', 'takes/fox.mp4', 'cinematography.lens', 1],
      ['panel:5', 'anna', 'takes/owl.mp4', 'cinematography.lens', 0.5],
      ['panel:9', 'carla', 'takes/owl.mp4', 'cinematography.lens', 0.375],
      ['panel:13', 'anna', 'takes/fox.mp4', 'cinematography.lens.exposure.no-exposure-flicker', 0.25],
      ['panel:18', 'ben', 'takes/fox.mp4', 'aesthetics.lighting', 0.25],
    ]);
    expect(ratings[0]).toMatchObject({
      note: 'Sharp, but "cold"',
      span: { start: 0.5, end: 1.5 },
      range: { whole: true, span: { end: 4 } },
    });
    expect(ratings[3]?.note).toBe('first line\nsecond line');
    expect(problems.map(({ line, kind, near }) => [line, kind, ...near])).toEqual([
      [7, 'not-rated'],
      [8, 'value'],
      [10, 'clip', 'takes/fox.mp4'],
      [11, 'clip'],
      [12, 'subject', 'cinematography.lens'],
      [14, 'subject'],
      [15, 'subject'],
      [16, 'contradiction'],
      [17, 'contradiction'],
      [19, 'repeated'],
      [20, 'rater', 'anna'],
      [21, 'rater'],
      [22, 'span'],
      [23, 'span'],
      [24, 'form'],
      [25, 'form'],
    ]);
    expect(problems.length + ratings.length).toBe(file.rows.length + file.unreadable.length);
  });
});

describe('a JSON set of several raters', () => {
  it('is accounted for rating by rating', async () => {
    const { annotations, ratings, problems } = imported(readJsonRows(await fixture('panel.json')), '0/0.5/1');
    expect(annotations.map(({ source, rater, answer }) => [source, rater, answer])).toEqual([
      ['panel:5', 'anna', 'partial'],
      ['panel:5', 'ben', 'pass'],
    ]);
    expect(ratings.map(({ source, rater, score }) => [source, rater, score])).toEqual([['panel:9', 'anna', 0.5]]);
    expect(problems.map(({ line, kind }) => [line, kind])).toEqual([
      [5, 'not-rated'],
      [5, 'value'],
      [10, 'value'],
      [11, 'form'],
      [12, 'form'],
    ]);
  });

  it('is refused when it is none, with the line', () => {
    expect(() => readJsonRows('[\n{"clip": }]')).toThrow(/line 2/);
    expect(() => readJsonRows('{}')).toThrow(/no list/);
  });
});

describe('scales', () => {
  it.each([
    ['1-5', '3', { kind: 'score', score: 0.5 }],
    ['1-5', '0', null],
    ['1-5', '5.01', null],
    ['0-1', '1', { kind: 'score', score: 1 }],
    ['0-1', '-0.1', null],
    ['0-1', '1e-1', null],
    ['0-1', '0,5', null],
    ['0-1', 'NaN', null],
    ['0/0.5/1', '0.5', { kind: 'answer', answer: 'partial', score: 0.5 }],
    ['0/0.5/1', '.50', { kind: 'answer', answer: 'partial', score: 0.5 }],
    ['0/0.5/1', '0.25', null],
    ['pass/partial/fail', 'N/A', { kind: 'answer', answer: 'na', score: null }],
    ['pass/partial/fail', 'constructor', null],
    ['pass/partial/fail', '1', null],
  ] as const)('%s: %s', (scale, text, expected) => {
    expect(onImportScale(text, scale)).toEqual(expected);
  });

  it('take no n/a for a whole dimension', () => {
    const file = readCsvRows('clip,dimension,rater,value\ntakes/fox.mp4,cinematography.lens,anna,n/a\n');
    expect(imported(file, 'pass/partial/fail').problems).toMatchObject([{ line: 2, kind: 'value' }]);
  });
});

describe('CSV', () => {
  it('gives back what was written, whatever the fields hold', () => {
    const field = fc.stringMatching(/^[ab",\r\n;\u00e9]*$/);
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        const { records, broken } = parseCsv(`\ufeff${text}`);
        expect(broken).toEqual([]);
        expect(records.map(({ fields }) => fields)).toEqual(rows);
      }),
    );
  });

  it('needs its columns once', () => {
    expect(() => readCsvRows('clip,rater,value\n')).toThrow(/dimension or sub-dimension or rationale/);
    expect(() => readCsvRows('clip,rater,value,dimension,Clip\n')).toThrow(/two columns clip/);
    expect(() => readCsvRows('')).toThrow(/no column clip/);
  });
});

it.each([
  ['kling 2.0', ['Kling-2.0', 'veo3'], ['Kling-2.0']],
  ['fox', ['takes/fox.mp4', 'takes/owl.mp4'], ['takes/fox.mp4']],
  ['other/fox.mp4', ['takes/fox.mp4'], ['takes/fox.mp4']],
  ['flciker-free', ['a.b.flicker-free', 'a.b.flicker'], ['a.b.flicker-free']],
  ['Lenz', ['cinematography.lens', 'sound-design.vocal'], ['cinematography.lens']],
  ['a', ['b', 'c'], []],
  ['fox', ['fix'], []],
  ['shot 12.mp4', ['shot 13.mp4', 'Shot_12.mp4'], ['Shot_12.mp4']],
  ['kling v2', ['Kling 2.0', 'Kling 2'], ['Kling 2']],
  ['', ['a'], []],
])('names near %j', (name, known, near) => {
  expect(nearNames(name, known)).toEqual(near);
});
