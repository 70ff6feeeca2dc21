import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sketchContext, sketchSignals } from '../../test/fixtures/pictureSignals.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { measure, OPERATORS } from '../media/operators/registry.ts';
import { measurementsFor } from './measurementsFor.ts';

let cacheFolder: string;
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'evalverse-measurements-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(cacheFolder, { recursive: true, force: true });
});

const taxonomy = builtinTaxonomy();
const { signals, clip, range } = sketchContext(sketchSignals({ frames: 60 }));
const subject = { signals, clip, reference: null };

function spies() {
  return OPERATORS.map((operator) => ({ id: operator.id, spy: vi.spyOn(operator, 'measure') }));
}

function called(of: ReturnType<typeof spies>): string[] {
  return of.filter(({ spy }) => spy.mock.calls.length > 0).map(({ id }) => id);
}

it('are what the operators say, computed once', async () => {
  const first = await measurementsFor({ cacheFolder, taxonomy }, subject, range);
  expect(first).toEqual(measure(subject, range, taxonomy.thresholds));
  const operators = spies();
  expect(await measurementsFor({ cacheFolder, taxonomy }, subject, range)).toEqual(first);
  expect(called(operators)).toEqual([]);
});

it('are computed anew for just the operator whose limits changed', async () => {
  await measurementsFor({ cacheFolder, taxonomy }, subject, range);
  const { noise } = taxonomy.thresholds;
  if (!noise) throw new Error('noise has no threshold');
  const changed = { ...taxonomy, thresholds: { ...taxonomy.thresholds, noise: { ...noise, partial: noise.partial / 2 } } };
  const operators = spies();
  const results = await measurementsFor({ cacheFolder, taxonomy: changed }, subject, range);
  expect(called(operators)).toEqual(['noise']);
  expect(results).toEqual(measure(subject, range, changed.thresholds));
});

it('are kept apart by range', async () => {
  await measurementsFor({ cacheFolder, taxonomy }, subject, range);
  const part = { start: 0, end: 1 };
  expect(await measurementsFor({ cacheFolder, taxonomy }, subject, part)).toEqual(measure(subject, part, taxonomy.thresholds));
});

it('survive a damaged cache', async () => {
  const first = await measurementsFor({ cacheFolder, taxonomy }, subject, range);
  const files = (await readdir(cacheFolder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files).toHaveLength(1);
  for (const file of files) await writeFile(join(file.parentPath, file.name), '{"noise": {"key": 7}');
  expect(await measurementsFor({ cacheFolder, taxonomy }, subject, range)).toEqual(first);
});
