import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DISAGREEMENT, rateFolder } from '../../../test/fixtures/ratedFolder.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { agreementsIn } from './agreementsIn.ts';
import { withRatedFolder } from './ratedFolder.ts';
import { startRatingsThread } from './ratingsThread.ts';

const CLIPS = 24;
let folder: string;
const options = () => ({ folder: join(folder, 'clips'), taxonomy: builtinTaxonomy(), cacheFolder: join(folder, 'cache') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-thread-'));
  await mkdir(join(folder, 'clips'));
  await mkdir(join(folder, 'empty'));
  const names = [DISAGREEMENT.clip, ...Array.from({ length: CLIPS - 1 }, (_, clip) => `c${clip}.mp4`)];
  for (const name of names) await writeFile(join(folder, 'clips', name), name);
  await rateFolder(join(folder, 'clips'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('tells from its thread what is told in this one', async () => {
  const thread = startRatingsThread(options(), new AbortController().signal);
  try {
    expect(await thread.survey()).toEqual({
      clips: CLIPS,
      raters: 3,
      judges: [{ id: 'gemini', clips: CLIPS, fingerprint: 'f1', versions: [] }],
    });
    const { clip, model, notes } = await thread.agreement('gemini');
    const here = await withRatedFolder(options(), (ratings) =>
      agreementsIn(ratings, 'gemini', [{ level: 'clip', by: 'dimension' }]),
    );
    expect(clip.dimensions).toEqual(here.agreements[0]);
    expect(notes).toEqual([]);
    expect(clip.dimensions.disagreements[0]).toMatchObject({ clip: { path: DISAGREEMENT.clip }, span: DISAGREEMENT.span });
    expect(model.dimensions.subjects[0]?.judge?.n).toBe(4);
    const { calibration } = await thread.calibration('gemini');
    expect(calibration.dimensions['cinematography.lens']).toMatchObject({ kind: 'calibrated', clips: CLIPS });
    // A question that cannot be answered does not end the thread.
    await expect(thread.agreement('openai')).rejects.toMatchObject({ code: 'settings/invalid' });
    expect((await thread.survey()).clips).toBe(CLIPS);
  } finally {
    await thread.close();
  }
}, 30_000);

it('says of a folder without ratings that there are none', async () => {
  const thread = startRatingsThread({ ...options(), folder: join(folder, 'empty') }, new AbortController().signal);
  expect(await thread.survey()).toEqual({ clips: 0, raters: 0, judges: [] });
  await thread.close();
});

it('ends at once when it is cancelled, and says so to whoever asked', async () => {
  const ending = new AbortController();
  const thread = startRatingsThread(options(), ending.signal);
  const asked = thread.agreement('gemini');
  ending.abort();
  await expect(asked).rejects.toBe(ending.signal.reason);
  await expect(thread.survey()).rejects.toBe(ending.signal.reason);
  await thread.close();
});

it('tells of a folder that cannot be read', async () => {
  const place = join(folder, 'clips', 'c0.mp4');
  const thread = startRatingsThread({ ...options(), folder: place }, new AbortController().signal);
  await expect(thread.survey()).rejects.toMatchObject({ code: 'store/invalid' });
  await thread.close();
});
