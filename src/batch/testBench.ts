import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Judge, Judgement, JudgeRequest } from '../core/judge.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import type { Dimension } from '../core/taxonomy/model.ts';
import { rationalesOf } from '../core/taxonomy/walk.ts';
import { analyseClip } from '../media/analysis/analyse.ts';
import { type FfmpegLocation, locateFfmpeg } from '../media/ffmpeg/location.ts';
import { runFfmpeg } from '../media/ffmpeg/run.ts';
import { openStore, type Store } from '../store/store.ts';
import type { EvaluationContext } from './context.ts';

/** What a judge was asked, one dimension at a time. */
export type Asked = JudgeRequest & { readonly dimension: Dimension };

/** A folder of its own with everything that evaluating needs: real ffmpeg, real store, a judge that tells what it was asked. */
export interface TestBench {
  readonly root: string;
  readonly store: Store;
  readonly asked: Asked[];
  readonly decoded: string[];
  readonly context: EvaluationContext;
  /** Renders a short clip below the root; `hue` makes its bytes differ from other clips. */
  clip(name: string, hue?: number): Promise<string>;
  /** Copies one of the project's samples below the root. */
  sample(name: string): Promise<string>;
  remove(): Promise<void>;
}

/** Passes every question of the dimensions that `verdict` does not decide otherwise. */
export function fakeJudge(asked: Asked[], verdict: (request: Asked) => Judgement | null = () => null, version = 'f1'): Judge {
  return {
    id: 'fake',
    fingerprint: () => version,
    async judge(request, dimensions, { signal, onJudgement }) {
      for (const dimension of dimensions) {
        signal.throwIfAborted();
        const one = { ...request, dimension };
        asked.push(one);
        const answers = rationalesOf(dimension).map(({ id }) => ({
          rationale: id,
          answer: 'pass' as const,
          reason: 'Fine.',
          observations: [],
        }));
        onJudgement(dimension, verdict(one) ?? { status: 'answered', answers });
      }
    },
  };
}

let found: Promise<FfmpegLocation> | undefined;

export async function createTestBench(): Promise<TestBench> {
  found ??= locateFfmpeg({ setting: null, wasmFolders: [] });
  const ffmpeg = await found;
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-batch-'));
  const root = join(folder, 'clips');
  const cacheFolder = join(folder, 'cache');
  await mkdir(root);
  const store = await openStore({ root, cacheFolder });
  const asked: Asked[] = [];
  const decoded: string[] = [];
  return {
    root,
    store,
    asked,
    decoded,
    context: {
      ffmpeg,
      store,
      cacheFolder,
      taxonomy: builtinTaxonomy(),
      judges: [fakeJudge(asked)],
      analyse: (clip, options) => {
        decoded.push(clip.path);
        return analyseClip(ffmpeg, clip, options);
      },
    },
    async clip(name, hue = 0) {
      const file = join(root, name);
      await mkdir(dirname(file), { recursive: true });
      const picture = `testsrc2=size=128x72:rate=10:duration=1.2,hue=h=${hue}`;
      await runFfmpeg(ffmpeg, {
        program: 'ffmpeg',
        outputs: [],
        args: () => ['-f', 'lavfi', '-i', picture, '-pix_fmt', 'yuv420p', '-y', `file:${file}`],
      });
      return file;
    },
    async sample(name) {
      const file = join(root, name);
      await cp(fileURLToPath(new URL(`../../media/samples/${name}`, import.meta.url)), file);
      return file;
    },
    async remove() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
