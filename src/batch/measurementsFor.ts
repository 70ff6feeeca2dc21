import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import type { Clip } from '../core/clip.ts';
import { measurementSchema, type OperatorResult } from '../core/measurement.ts';
import { type Signals, shotsOf } from '../core/signals.ts';
import type { TimeSpan } from '../core/time.ts';
import { FACES_VERSION } from '../media/faces/pack.ts';
import type { Reference } from '../media/operators/operator.ts';
import { OPERATORS, operatorKey, resultOf } from '../media/operators/registry.ts';
import { readCache, writeCache } from '../store/cache.ts';
import type { EvaluationContext } from './context.ts';

const KIND = 'measurements-1';

const eventSchema = z.object({ measurement: measurementSchema, sentence: z.string() });
const resultSchema = z
  .object({
    operator: z.string(),
    version: z.number(),
    rationales: z.array(z.string()),
    proxyFor: z.array(z.string()),
    found: z.number().nullable(),
  })
  .and(
    z.union([
      z.object({ status: z.literal('measured'), summary: eventSchema, events: z.array(eventSchema) }),
      z.object({ status: z.enum(['not-applicable', 'unmeasurable']), reason: z.string() }),
    ]),
  );
/** By operator id; `key` tells version and limits apart. */
const keptSchema = z.record(z.string(), z.object({ key: z.string(), result: resultSchema }));

/**
 * What every operator says about one range of a clip: kept results where operator, limits and signals are still the same, and
 * only the others computed.
 *
 * @throws `signal.reason` when aborted.
 */
export async function measurementsFor(
  { cacheFolder, taxonomy }: Pick<EvaluationContext, 'cacheFolder' | 'taxonomy'>,
  subject: { readonly signals: Signals; readonly clip: Clip; readonly reference: Reference | null },
  range: TimeSpan,
  signal?: AbortSignal,
): Promise<OperatorResult[]> {
  const { signals, clip, reference } = subject;
  const { thresholds } = taxonomy;
  const entry = entryOf(subject, range);
  const kept = await readKept(cacheFolder, entry);
  const context = { signals, clip, range, shots: shotsOf(signals.boundaries, signals.duration), reference };
  const results: { key: string; known: boolean; result: OperatorResult }[] = [];
  for (const operator of OPERATORS) {
    const key = operatorKey(operator, thresholds);
    const known = kept[operator.id];
    if (known?.key === key) {
      results.push({ key, known: true, result: known.result });
      continue;
    }
    results.push({ key, known: false, result: resultOf(operator, context, thresholds) });
    // All of them together would hold up this thread, which an editor may share, for a noticeable while.
    await nextTurn();
    signal?.throwIfAborted();
  }
  if (results.some(({ known }) => !known)) {
    const entries = Object.fromEntries(results.map(({ key, result }) => [result.operator, { key, result }]));
    await writeCache(cacheFolder, KIND, entry, new TextEncoder().encode(JSON.stringify(entries)));
  }
  return results.map(({ result }) => result);
}

/** Names what the results are about; everything that is not the operator's own. */
function entryOf(
  { signals, clip, reference }: { readonly signals: Signals; readonly clip: Clip; readonly reference: Reference | null },
  { start, end }: TimeSpan,
): string {
  const faces = signals.faces ? FACES_VERSION : '';
  const compared = [reference?.clip.hash ?? '', reference?.fidelity ? 'frames' : ''];
  // People may have corrected them.
  const cuts = signals.boundaries.map((boundary) => `${boundary.start}-${boundary.end}`);
  const about = [clip.hash, signals.version, faces, start, end, ...cuts, ...compared, ...signals.limitations];
  return createHash('sha256').update(about.join('\n')).digest('hex');
}

async function readKept(cacheFolder: string, entry: string): Promise<z.infer<typeof keptSchema>> {
  const bytes = await readCache(cacheFolder, KIND, entry);
  if (!bytes) return {};
  try {
    return keptSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    // Cut short or of another time: it is made again.
    return {};
  }
}
