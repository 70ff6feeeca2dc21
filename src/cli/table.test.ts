import { expect, it } from 'vitest';
import { type Column, formatTable } from './table.ts';

const NAMES: Column = { group: '', title: 'clip', cells: ['a.mp4', '日本.mp4'] };
const LENS: Column = { group: 'Cinematography', title: 'Lens', cells: ['87 (3/12)', '–'] };
const PACING: Column = { group: 'Cinematography', title: 'Pacing', cells: ['100 (1/8)', '0 (1/8)'] };
const VOCAL: Column = { group: 'Sound Design', title: 'Vocal', cells: ['–', '50 (2/4)'] };

it('prints groups over their columns and rows below', () => {
  expect(formatTable(NAMES, [LENS, PACING, VOCAL], 100)).toBe(
    [
      '          Cinematography        Sound Design',
      'clip      Lens       Pacing     Vocal',
      '────────  ─────────  ─────────  ────────────',
      'a.mp4     87 (3/12)  100 (1/8)  –',
      '日本.mp4  –          0 (1/8)    50 (2/4)',
    ].join('\n'),
  );
});

it('goes on below with the names again where the width ends', () => {
  const text = formatTable(NAMES, [LENS, PACING, VOCAL], 40);
  expect(text.split('\n\n')).toHaveLength(2);
  expect(text.match(/a\.mp4/g)).toHaveLength(2);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

it('prints a column that is wider than the width on its own', () => {
  expect(formatTable(NAMES, [LENS], 10)).toContain('87 (3/12)');
});
