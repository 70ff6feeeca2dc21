import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import type { Signals } from '../../core/signals.ts';
import { shotsOf } from '../../core/signals.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { analyseClip } from '../analysis/analyse.ts';
import { encodeSignals } from '../analysis/signalsFile.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { faceIdentity } from '../operators/faceIdentity.ts';
import type { OperatorOutcome } from '../operators/operator.ts';
import { outcomeOf } from '../operators/registry.ts';
import { probeClip } from '../probe/probe.ts';
import { startFaceAnalysis } from './faceAnalysis.ts';
import { FACE_PACKAGES, type FacePack, findFacePack } from './pack.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const footage = join(root, '../shared/footage');
const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
/** Optional: absent where npm could not get it. */
const packs = [await findFacePack([join(root, 'node_modules')])].filter((pack) => pack !== null);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-faces-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function look(path: string, faces: FacePack | null): Promise<Signals> {
  const hash = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const clip = await probeClip(ffmpeg, { path, hash }, {});
  return analyseClip(ffmpeg, clip, { faces });
}

/** The signals of a clip, and what is said about its faces. */
async function judged(path: string, pack: FacePack): Promise<{ signals: Signals; outcome: OperatorOutcome }> {
  const signals = await look(path, pack);
  const clip = await probeClip(ffmpeg, { path, hash: signals.clip }, {});
  const range = { start: 0, end: signals.duration };
  const shots = shotsOf(signals.boundaries, signals.duration);
  const context = { signals, clip, range, shots, reference: null };
  return { signals, outcome: outcomeOf(faceIdentity, context, builtinTaxonomy().thresholds) };
}

/** The first seconds of a piece of footage. */
async function start(file: string, seconds: number): Promise<string> {
  const target = join(folder, `${file.replace(/\W/g, '-')}.mp4`);
  await runFfmpegTool([
    '-i',
    join(footage, file),
    '-t',
    String(seconds),
    '-c:v',
    'libx264',
    '-crf',
    '16',
    '-pix_fmt',
    'yuv420p',
    target,
  ]);
  return target;
}

it('looks for no faces unless told to', async () => {
  const path = join(root, 'media/samples/noise.clean.mp4');
  expect((await look(path, null)).faces).toBeNull();
});

it('a pack that is not whole is none', async () => {
  expect(await findFacePack([folder])).toBeNull();
  expect(Object.values(FACE_PACKAGES).map(({ integrity }) => integrity.slice(0, 7))).toEqual(['sha512-', 'sha512-']);
});

it('a broken pack is an error that says what to do', async () => {
  const analysis = startFaceAnalysis({ human: folder, kernels: folder }, { width: 64, height: 64, step: 1, rate: 12 });
  await expect(analysis.finish(new Float64Array(), [])).rejects.toMatchObject({
    code: 'faces/failed',
    userMessage: expect.stringContaining('install the face pack again'),
  });
  await analysis.stop();
});

for (const pack of packs) {
  describe('with the pack', { timeout: 240_000 }, () => {
    it('finds nobody in a test pattern, and looks at whole frames at their times', async () => {
      const path = join(folder, 'pattern.mp4');
      await runFfmpegTool(['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=24:d=1.5', '-pix_fmt', 'yuv420p', path]);
      const { faces, frames } = await look(path, pack);
      expect(faces).toMatchObject({ tracks: [], pictureHeight: 180 });
      expect([...(faces?.times ?? [])]).toEqual([...frames.times].filter((_, index) => index % 4 === 0));
    });

    it('ends with the reason when it is given up', async () => {
      const controller = new AbortController();
      const analysis = startFaceAnalysis(pack, { width: 64, height: 64, step: 1, rate: 12 }, controller.signal);
      const result = analysis.finish(new Float64Array(), []);
      controller.abort();
      await expect(result).rejects.toBe(controller.signal.reason);
      await analysis.stop();
    });

    for (const file of ['faces/lp_d20.mp4'].filter((name) => existsSync(join(footage, name)))) {
      it(`follows one face through ${file}, the same every time, and it stays the same person`, async () => {
        const path = await start(file, 2);
        const { signals, outcome } = await judged(path, pack);
        expect(signals.faces?.tracks.map(({ times }) => times.length)).toEqual([signals.faces?.times.length]);
        expect(encodeSignals({ ...signals, faces: (await look(path, pack)).faces })).toEqual(encodeSignals(signals));
        expect(outcome).toMatchObject({ status: 'measured', events: [] });
      });
    }

    for (const [file, donor] of [['faces/lp_d20.mp4', 'faces/lp_d14.mp4'] as const].filter(([...names]) =>
      names.every((name) => existsSync(join(footage, name))),
    )) {
      it(`finds the moment at which the face of ${donor} takes the place of that of ${file}, with nothing else cut`, async () => {
        const path = join(folder, 'switch.mp4');
        // Both heads keep still: the other face is fitted to this one and fades out towards its edge.
        const face =
          "crop=273:300:101:170,scale=191:212,format=yuva420p,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='255*clip((1-hypot(2*X/W-1,2*Y/H-1))/0.2,0,1)'";
        const graph = `[1:v]fps=25,${face}[face];[0:v][face]overlay=136:126:enable='gte(t,1.5)'[out]`;
        const inputs = ['-t', '3', '-i', join(footage, file), '-ss', '3', '-t', '3', '-i', join(footage, donor)];
        await runFfmpegTool([...inputs, '-filter_complex', graph, '-map', '[out]', '-crf', '14', '-pix_fmt', 'yuv420p', path]);
        const { signals, outcome } = await judged(path, pack);
        expect(signals.boundaries).toEqual([]);
        expect(outcome.status === 'measured' && outcome.events.map(({ measurement }) => measurement.span)).toEqual([
          { start: expect.closeTo(1.5, 0.3), end: expect.closeTo(3, 0.3) },
        ]);
      });
    }

    for (const file of ['real/skv_bigbuckbunny.mp4', 'real/mdn_pig.mp4'].filter((name) => existsSync(join(footage, name)))) {
      it(`takes nothing in ${file} for a person`, async () => {
        const { faces } = await look(await start(file, 1.5), pack);
        expect(faces?.tracks).toEqual([]);
      });
    }
  });
}
