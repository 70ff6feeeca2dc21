import type { Taxonomy } from '../core/taxonomy/model.ts';
import type { JudgeBackend } from '../judges/backend.ts';
import { createModelJudge, type ModelJudge, type ModelJudgeOptions } from '../judges/modelJudge.ts';
import { costOf, type PriceTable } from '../judges/prices.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import { readExemplars } from '../store/exemplars.ts';

/** Calls in flight at once about one clip. */
const AT_ONCE = 4;

export interface WorkspaceJudgeOptions extends Pick<ModelJudgeOptions, 'mode' | 'samples' | 'withMeasurements' | 'onLeftovers'> {
  readonly backend: JudgeBackend;
  /** The folder that holds `.evalverse`, and with it what experts left there. */
  readonly root: string;
  readonly taxonomy: Taxonomy;
  /** Whether faces are looked for. */
  readonly faces: boolean;
  readonly prices: PriceTable;
}

/** The judge that asks a model about the clips of one folder. @throws EvalVerseError `settings/invalid` for exemplars that cannot be used. */
export async function createWorkspaceJudge(options: WorkspaceJudgeOptions): Promise<ModelJudge> {
  const { root, taxonomy, faces, prices, ...asking } = options;
  return createModelJudge({
    ...asking,
    atOnce: AT_ONCE,
    operatorsFingerprint: (thresholds) => operatorsFingerprint(thresholds, { faces }),
    costOf: (usage, model) => costOf(usage, model, prices, new Date()),
    exemplars: await readExemplars(root, taxonomy),
  });
}
