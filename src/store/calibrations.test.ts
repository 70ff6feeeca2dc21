import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { calibrateJudge } from '../core/calibration/calibration.ts';
import { calibrationHtml } from '../core/calibration/calibrationHtml.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { readCalibrations, writeCalibration } from './calibrations.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-calibrations-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const calibration = (fingerprint: string, createdAt = '2026-01-02T03:04:05Z', judge = 'gemini') =>
  calibrateJudge({
    ...{ judge, fingerprint, versions: [], createdAt, coverage: 0.9, seed: 1 },
    labels: new Map([['cinematography.lens', [{ clip: 'c', group: 'c', raw: 0.5, expert: 0.5 }]]]),
  });

it('keeps one calibration a judge, youngest first', async () => {
  expect(await readCalibrations(root)).toEqual({ calibrations: [], problems: [] });
  await writeCalibration(root, calibration('a'));
  await writeCalibration(root, calibration('b', '2026-01-03T00:00:00Z'));
  await writeCalibration(root, calibration('a', '2026-01-04T00:00:00Z'));
  expect((await readCalibrations(root)).calibrations.map(({ fingerprint }) => fingerprint)).toEqual(['a', 'b']);
  expect(await readdir(join(root, '.evalverse', 'calibration'))).toEqual(['a.json', 'b.json']);
});

it('refuses a fingerprint that is a path, and reports files that hold no calibration', async () => {
  await expect(writeCalibration(root, calibration('../a'))).rejects.toMatchObject({ code: 'store/invalid' });
  const file = await writeCalibration(root, calibration('a'));
  await writeFile(join(file, '..', 'b.json'), JSON.stringify(calibration('a')));
  await writeFile(join(file, '..', 'c.json'), '{');
  const { calibrations, problems } = await readCalibrations(root);
  expect(calibrations).toHaveLength(1);
  expect(problems).toEqual([expect.stringContaining('b.json'), expect.stringContaining('c.json')]);
});

it('reports a folder that cannot be read, and throws nothing', async () => {
  await mkdir(join(root, '.evalverse'));
  await writeFile(join(root, '.evalverse', 'calibration'), 'no folder');
  expect(await readCalibrations(root)).toEqual({ calibrations: [], problems: [expect.stringContaining('cannot be read')] });
});

it('is reported without a script, whatever a judge or a note is called', () => {
  const html = calibrationHtml(builtinTaxonomy(), calibration('f', undefined, '<script>"\'&'), {
    stale: true,
    notes: ['<img src=x>'],
  });
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script&gt;&quot;&#39;&amp;');
  expect(html).toContain('1 labelled clips are fewer than 15');
});
