// Fits the weights of shotGraduals.ts on the tuning scenes and prints them: `node test/bench/shots/fitShots.ts`, some minutes.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Evidence, evidenceFor } from '../../../src/media/analysis/shotEvidence.ts';
import { HALF_LENGTHS } from '../../../src/media/analysis/shotGraduals.ts';
import type { ShotWindow } from '../../../src/media/analysis/shotWindow.ts';
import { readShotWindow } from '../../fixtures/shots/detectors.ts';
import { type EditedClip, encodeClip, type KnownBoundary } from '../../fixtures/shots/editedClip.ts';
import { loadScenes } from '../../fixtures/shots/scenes.ts';
import { AFTER, BEFORE } from '../../fixtures/shots/score.ts';
import { fittingSet } from './editedSet.ts';
import { type Example, fitLogistic } from './logisticRegression.ts';

type Kind = 'dissolve' | 'wipe';

const FEATURES: Readonly<Record<Kind, readonly Evidence[]>> = {
  dissolve: [
    ...(['contrast', 'layout', 'mixError', 'offCentre', 'leastProgress'] as const),
    ...(['largestStep', 'flattening', 'unchanged', 'front', 'blurred'] as const),
  ],
  wipe: [
    ...(['separation', 'contrast', 'layout', 'largestStep', 'unchanged', 'telling'] as const),
    ...(['offHalf', 'mostSwept', 'relapsed', 'blurred'] as const),
  ],
};
/** Positives are few, and each counts as much as this many negatives. */
const POSITIVE_WEIGHT = 3;

/** What a place and length are an example of; `null` when it is neither quite a transition nor clearly none. */
function labelOf(boundaries: readonly KnownBoundary[], middle: number, length: number): Kind | 'none' | null {
  const near = boundaries.find(({ first, last }) => middle >= first - BEFORE && middle <= last + AFTER);
  if (!near) return 'none';
  const { kind, first, last } = near;
  const known = last - first + 1;
  const isCentred = Math.abs(middle - (first + last) / 2) <= Math.max(1, known / 10);
  if (!isCentred || length < 0.75 * known || length > 1.6 * known + 2) return null;
  return kind === 'wipe' ? 'wipe' : kind === 'dissolve' || kind === 'long-dissolve' ? 'dissolve' : null;
}

function collect(window: ShotWindow, place: number, clip: EditedClip, examples: Readonly<Record<Kind, Example[]>>): void {
  for (const half of HALF_LENGTHS) {
    if (place - half < window.first || place + half >= window.end) continue;
    const length = window.frameOf(place + half) - window.frameOf(place - half) - 1;
    const label = labelOf(clip.boundaries, window.frameOf(place), length);
    const evidence = label && evidenceFor(window, place, half);
    if (!evidence) continue;
    for (const kind of ['dissolve', 'wipe'] as const) {
      if (label !== 'none' && label !== kind) continue;
      const positive = label === kind;
      examples[kind].push({
        features: FEATURES[kind].map((name) => evidence[name]),
        positive,
        weight: positive ? POSITIVE_WEIGHT : 1,
      });
    }
  }
}

const folder = await mkdtemp(join(tmpdir(), 'evalverse-shots-'));
try {
  const examples: Readonly<Record<Kind, Example[]>> = { dissolve: [], wipe: [] };
  for (const clip of fittingSet(await loadScenes('tuning', 'everywhere'))) {
    const path = join(folder, `${clip.name}.mp4`);
    await encodeClip(clip, path);
    await readShotWindow(path, (window, place) => collect(window, place, clip, examples), 64);
    await rm(path);
  }
  for (const kind of ['dissolve', 'wipe'] as const) {
    const { weights, bias } = fitLogistic(examples[kind]);
    const positives = examples[kind].filter(({ positive }) => positive).length;
    console.log(`${kind}: ${positives} examples for, ${examples[kind].length - positives} against`);
    const lines = FEATURES[kind].map((name, i) => `    ['${name}', ${Number((weights[i] ?? 0).toFixed(2))}],`);
    console.log(`  bias: ${Number(bias.toFixed(2))},\n  evidence: [\n${lines.join('\n')}\n  ],`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
