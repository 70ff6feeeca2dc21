import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { detectShots, type FoundBoundary } from '../../../test/fixtures/shots/detectors.ts';
import { type EditedClip, editClip, encodeClip, uncutClip } from '../../../test/fixtures/shots/editedClip.ts';
import { loadScenes } from '../../../test/fixtures/shots/scenes.ts';
import { matchBoundaries } from '../../../test/fixtures/shots/score.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-shots-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = (name: string, seconds: number) => ['-f', 'lavfi', '-i', `${name}=size=320x180:rate=25:duration=${seconds}`];
const mandelbrot = ['-f', 'lavfi', '-t', '2', '-i', 'mandelbrot=size=320x180:rate=25'];

async function joined(name: string, graph: string): Promise<string[]> {
  const path = join(folder, name);
  const inputs = [...source('testsrc2', 2), ...mandelbrot, ...source('smptehdbars', 2)];
  await runFfmpegTool([...inputs, '-filter_complex', `${graph},format=yuv420p`, '-c:v', 'libx264', '-preset', 'ultrafast', path]);
  return ['-i', path];
}

describe('composed transitions', () => {
  test('cuts are found on their frame', async () => {
    const input = await joined('cuts.mp4', '[0]trim=end_frame=30[a];[1]trim=end_frame=40[b];[a][b][2]concat=n=3');
    expect(await detectShots(input)).toEqual([
      { kind: 'cut', first: 30, last: 30 },
      { kind: 'cut', first: 70, last: 70 },
    ]);
  });

  test('between stills', async () => {
    const still = (input: number, frame: number) =>
      `[${input}]trim=start_frame=${frame}:end_frame=${frame + 1},setpts=PTS-STARTPTS,loop=loop=19:size=1`;
    const input = await joined('stills.mp4', `${still(0, 0)}[a];${still(1, 30)}[b];${still(2, 0)}[c];[a][b][c]concat=n=3`);
    expect((await detectShots(input)).map(({ kind, first }) => [kind, first])).toEqual([
      ['cut', 20],
      ['cut', 40],
    ]);
  });

  test('at twice the usual rate too', async () => {
    const input = await joined('fast.mp4', '[0]trim=end_frame=30[a];[1]trim=end_frame=41[b];[a][b][2]concat=n=3,fps=50');
    const found = await detectShots(input, 'null', 50);
    expect(found.map(({ kind, first }) => [kind, first])).toEqual([
      ['cut', 60],
      ['cut', 142],
    ]);
    const odd = await detectShots(input, 'trim=start_frame=1', 50);
    expect(odd.map(({ kind, first }) => [kind, first])).toEqual([
      ['cut', 59],
      ['cut', 141],
    ]);
  });

  test.each([
    ['fade', 'dissolve'],
    ['fadeblack', 'fade-black'],
    ['fadewhite', 'fade-white'],
    ['wipeleft', 'wipe'],
  ])('%s is found as a %s inside its frames', async (transition, kind) => {
    const input = await joined(`${transition}.mp4`, `[0][1]xfade=transition=${transition}:duration=0.64:offset=1.2,settb=AVTB`);
    const found = await detectShots(input);
    expect(found.map((boundary) => boundary.kind)).toEqual([kind]);
    const [{ first, last } = { first: 0, last: 0 }] = found;
    const middle = (first + last) / 2;
    expect(first).toBeGreaterThanOrEqual(28);
    expect(last).toBeLessThanOrEqual(48);
    expect(Math.abs(middle - 38)).toBeLessThanOrEqual(3);
  });

  const UNCUT = {
    flash: "eq=brightness=0.5:enable='between(n,30,32)'",
    strobe: "eq=brightness='if(lt(mod(t,0.2),0.09),0.4,0)':eval=frame",
    'a lamp switched on': "lutyuv=y='clip(val*1.6,16,235)':enable='gte(n,25)'",
    'a fade to black and back': 'fade=out:st=0.5:d=0.4,fade=in:st=1.1:d=0.4',
    'repeated frames': 'fps=8,fps=25',
    'an object passing': "drawbox=x='t*400-120':y=0:w=100:h=180:t=fill:color=gray",
  };
  test.each(Object.entries(UNCUT))('%s is no boundary', async (_, filters) => {
    expect(await detectShots(mandelbrot, filters)).toEqual([]);
  });
});

describe('generated clips of known boundaries', async () => {
  const scenes = await loadScenes('held-out', 'samples');
  const clips = [
    editClip(scenes, 1, 6, false),
    editClip(scenes, 2, 6, true),
    ...(['explosion', 'whip-pan', 'slow-tilt', 'title', 'slow-motion'] as const).map((kind, i) =>
      uncutClip(scenes, i, 100, kind),
    ),
    // Lettering fades in and out again over a scene that has moved on meanwhile.
    uncutClip(scenes, 17, 100, 'title'),
  ];
  test.each(clips.map((clip) => [clip.name, clip] as const))('%s', async (name, clip: EditedClip) => {
    const path = join(folder, `${name}.mp4`);
    await encodeClip(clip, path);
    const { missed, falseAlarms } = matchBoundaries(clip.boundaries, await detectShots(['-i', path]));
    expect({ missed, falseAlarms }).toEqual({ missed: [], falseAlarms: [] });
  });
});

const footage = resolve(import.meta.dirname, '../../../../shared/footage');
const truthSchema = z.record(
  z.string(),
  z.object({ gt: z.array(z.tuple([z.string(), z.number(), z.number()])), neg: z.array(z.unknown()) }),
);
const edited = existsSync(join(footage, 'edited/gt.json'))
  ? Object.entries(truthSchema.parse(JSON.parse(readFileSync(join(footage, 'edited/gt.json'), 'utf8'))))
  : [];

/** Overlapping dissolves leave no stable scene between them, so that one of a pair may be missed. */
const MAY_BE_MISSED: Readonly<Record<string, number>> = { hard0: 1 };

describe('edited footage', () => {
  test.each(edited)('%s: every boundary within two frames, no other', async (name, { gt }) => {
    const found = await detectShots(['-i', join(footage, 'edited', `${name}.mp4`)]);
    const isHit = ({ first, last }: FoundBoundary, [, from, to]: (typeof gt)[number]) =>
      (first + last) / 2 >= from - 2 && (first + last) / 2 <= to + 2;
    expect(found.filter((boundary) => !gt.some((known) => isHit(boundary, known)))).toEqual([]);
    const missed = gt.filter((known) => !found.some((boundary) => isHit(boundary, known)));
    expect(missed.length).toBeLessThanOrEqual(MAY_BE_MISSED[name] ?? 0);
  });
});

const CUTS: Readonly<Record<string, number[]>> = {
  'skv_bikes.mp4': [30, 76, 137, 187, 242],
  'mpy_big_buck_bunny_0_30.webm': [283, 376, 551],
};
const wholes = ['real', 'ai', 'faces'].flatMap((part) =>
  existsSync(join(footage, part))
    ? readdirSync(join(footage, part)).map((file) => [file, join(footage, part, file)] as const)
    : [],
);

describe('unedited footage', () => {
  test.each(wholes)('%s has its own cuts only', async (file, path) => {
    const found = await detectShots(['-i', path]);
    expect(found.map(({ first }) => first)).toEqual(CUTS[file] ?? []);
  });
});
