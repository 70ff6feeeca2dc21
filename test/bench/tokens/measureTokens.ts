import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { evaluateClip } from '../../../src/batch/evaluateClip.ts';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { createGeminiBackend } from '../../../src/judges/gemini/geminiBackend.ts';
import { createModelJudge } from '../../../src/judges/modelJudge.ts';
import { createBreaker } from '../../../src/judges/network/breaker.ts';
import { createGuardedFetch } from '../../../src/judges/network/guardedFetch.ts';
import { createRateBudget } from '../../../src/judges/network/rateBudget.ts';
import type { JudgingMode } from '../../../src/judges/protocol/units.ts';
import { videoTokens } from '../../../src/judges/tokenEstimate.ts';
import { withUsageMeter } from '../../../src/judges/usageMeter.ts';
import { analyseClip } from '../../../src/media/analysis/analyse.ts';
import { locateFfmpeg } from '../../../src/media/ffmpeg/location.ts';
import { operatorsFingerprint } from '../../../src/media/operators/registry.ts';
import { probeClip } from '../../../src/media/probe/probe.ts';
import { openStore } from '../../../src/store/store.ts';
import { startGeminiServer } from '../../fakes/geminiServer.ts';

export const MODES = ['economy', 'standard', 'thorough'] as const satisfies readonly JudgingMode[];

/** What judging one clip took in one mode, as the loopback server counted it from the requests that it got. */
export interface ModeTokens {
  readonly calls: number;
  readonly inputTokens: number;
  /** Bytes of all request bodies. */
  readonly bytes: number;
}

export interface ClipTokens {
  readonly name: string;
  /** Seconds. */
  readonly duration: number;
  readonly modes: Readonly<Record<JudgingMode, ModeTokens>>;
  /** Reckoned: one call for each of the paper's sub-dimensions, every one with the whole video and a prompt of usual length. */
  readonly naive: Pick<ModeTokens, 'calls' | 'inputTokens'>;
}

const NAIVE_CALLS = 45;
/** Text of a prompt that asks for one sub-dimension. */
const NAIVE_PROMPT_TOKENS = 700;
const NAIVE_LOOK = { frameRate: 8, resolution: 'low' } as const;
const KEY = 'test-key';

/** Judges one clip in every mode by a loopback server. */
export async function measureTokens(path: string): Promise<ClipTokens> {
  const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-tokens-'));
  const server = await startGeminiServer({ key: KEY });
  const store = await openStore({ root: folder, cacheFolder: join(folder, 'cache') });
  try {
    const copy = join(folder, basename(path));
    await cp(path, copy);
    const clip = await probeClip(ffmpeg, { path: copy, hash: '0'.repeat(64) }, {});
    const fingerprint = (thresholds: Parameters<typeof operatorsFingerprint>[0]) =>
      operatorsFingerprint(thresholds, { faces: false });
    const inMode = async (mode: JudgingMode): Promise<ModeTokens> => {
      const { origin } = server;
      const before = server.requests.length;
      const real = createGeminiBackend({
        model: 'gemini-3.8-flash',
        access: { kind: 'key', key: KEY },
        origin,
        fetch: createGuardedFetch({ origins: [origin], secrets: () => [KEY], audit: () => undefined }),
        breaker: createBreaker({ origin }),
        budget: createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }),
      });
      const { backend, read } = withUsageMeter(real, () => null);
      const samples = { samples: 1, atOnce: 2, withMeasurements: true };
      const judge = createModelJudge({ backend, mode, ...samples, operatorsFingerprint: fingerprint });
      const context = { ffmpeg, store, cacheFolder: join(folder, 'cache'), taxonomy: builtinTaxonomy(), judges: [judge] };
      await evaluateClip({ ...context, analyse: (each, options) => analyseClip(ffmpeg, each, options) }, copy, { kind: 'clip' });
      const { calls, inputTokens } = read().usage;
      const bytes = server.requests.slice(before).reduce((sum, request) => sum + request.bytes, 0);
      return { calls, inputTokens, bytes };
    };
    const modes = { economy: await inMode('economy'), standard: await inMode('standard'), thorough: await inMode('thorough') };
    const video = videoTokens({ duration: clip.duration, hasAudio: clip.audio !== null }, NAIVE_LOOK);
    const naive = { calls: NAIVE_CALLS, inputTokens: NAIVE_CALLS * (video + NAIVE_PROMPT_TOKENS) };
    return { name: basename(path), duration: clip.duration, modes, naive };
  } finally {
    await store.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
