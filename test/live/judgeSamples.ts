import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateClip } from '../../src/batch/evaluateClip.ts';
import type { AuditEntry } from '../../src/core/auditEntry.ts';
import { clipVerdicts } from '../../src/core/review.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { createGeminiBackend } from '../../src/judges/gemini/geminiBackend.ts';
import { createModelJudge } from '../../src/judges/modelJudge.ts';
import { createBreaker } from '../../src/judges/network/breaker.ts';
import { createGuardedFetch } from '../../src/judges/network/guardedFetch.ts';
import { createRateBudget } from '../../src/judges/network/rateBudget.ts';
import { builtinPrices, costOf } from '../../src/judges/prices.ts';
import { withSpendCap } from '../../src/judges/spendCap.ts';
import { fullUsage } from '../../src/judges/tokenEstimate.ts';
import { analyseClip } from '../../src/media/analysis/analyse.ts';
import { locateFfmpeg } from '../../src/media/ffmpeg/location.ts';
import { operatorsFingerprint } from '../../src/media/operators/registry.ts';
import { ROOT } from '../../src/setup/places.mjs';
import { openStore } from '../../src/store/store.ts';

/** What came of judging the samples at one endpoint. */
export interface JudgedSamples {
  /** By clip and dimension: `a.mp4 cinematography.lens`. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly requests: readonly AuditEntry[];
  /** Why it ended early, or `null`. */
  readonly stopped: string | null;
}

export interface Endpoint {
  /** `null` for the provider's own. */
  readonly origin: string | null;
  readonly key: string;
  readonly model: string;
}

export const SAMPLES = ['flash-shots.fault.mp4', 'frozen-frames.fault.mp4', 'audio-clipping.fault.mp4'] as const;
/** US dollars; nobody should be surprised by a test. */
const MOST_COST = 2;
const GEMINI = 'https://generativelanguage.googleapis.com';

/** Judges three samples by every dimension. */
export async function judgeSamples({ origin, key, model }: Endpoint): Promise<JudgedSamples> {
  const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-live-'));
  const store = await openStore({ root: folder, cacheFolder: join(folder, 'cache') });
  const requests: AuditEntry[] = [];
  const allowed = origin ?? GEMINI;
  const real = createGeminiBackend({
    model,
    access: { kind: 'key', key },
    origin: allowed,
    fetch: createGuardedFetch({ origins: [allowed], secrets: () => [key], audit: (entry) => requests.push(entry) }),
    breaker: createBreaker({ origin: allowed }),
    budget: createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }),
  });
  const backend = withSpendCap(real, {
    limit: { usd: MOST_COST, calls: null },
    costOf: (usage) => costOf({ calls: 1, ...usage }, model, builtinPrices, new Date())?.usd ?? null,
    estimate: fullUsage,
  });
  const judge = createModelJudge({
    backend,
    ...{ mode: 'standard', samples: 1, atOnce: 4, withMeasurements: true },
    operatorsFingerprint: (thresholds) => operatorsFingerprint(thresholds, { faces: false }),
    costOf: (usage, answered) => costOf(usage, answered, builtinPrices, new Date()),
  });
  const verdicts = new Map<string, Verdict>();
  let stopped: string | null = null;
  try {
    const analyse: Parameters<typeof evaluateClip>[0]['analyse'] = (clip, options) => analyseClip(ffmpeg, clip, options);
    const context = { ffmpeg, store, cacheFolder: join(folder, 'cache'), taxonomy: builtinTaxonomy(), judges: [judge], analyse };
    for (const name of SAMPLES) {
      const path = join(folder, name);
      await cp(join(ROOT, 'media/samples', name), path);
      try {
        await evaluateClip(context, path, { kind: 'clip' });
      } catch (error) {
        stopped ??= `${name}: ${error instanceof Error ? error.message : String(error)}`;
      }
      const review = await store.reviewOf(await store.hashOf(path));
      for (const verdict of clipVerdicts(review)) verdicts.set(`${name} ${verdict.dimension}`, verdict);
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { verdicts, requests, stopped };
}
