import type { Clip } from '../../core/clip.ts';
import type { OperatorResult } from '../../core/measurement.ts';
import { type Signals, shotsOf } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { SIGNALS_VERSION } from '../analysis/signalsFile.ts';
import { audioClipping } from './audioClipping.ts';
import { audioDropout } from './audioDropout.ts';
import { audioSilence } from './audioSilence.ts';
import { blackFrames } from './blackFrames.ts';
import { blockiness } from './blockiness.ts';
import { cameraShake } from './cameraShake.ts';
import { clippedHighlights } from './clippedHighlights.ts';
import { clippedShadows } from './clippedShadows.ts';
import { duplicateFrames } from './duplicateFrames.ts';
import { flashShots } from './flashShots.ts';
import { frozenFrames } from './frozenFrames.ts';
import { loudness } from './loudness.ts';
import { lumaFlicker } from './lumaFlicker.ts';
import { noise } from './noise.ts';
import type { Operator } from './operator.ts';
import { sharpnessLoss } from './sharpnessLoss.ts';

/** Every operator, in the order in which results are listed: picture, motion, shots, sound. Adding one is adding a file and a line. */
export const OPERATORS: readonly Operator[] = [
  clippedHighlights,
  clippedShadows,
  lumaFlicker,
  sharpnessLoss,
  cameraShake,
  blockiness,
  noise,
  frozenFrames,
  duplicateFrames,
  blackFrames,
  flashShots,
  audioClipping,
  audioDropout,
  audioSilence,
  loudness,
];

/** Runs every operator over one range of a clip. Pure: the same signals and range give the same results. */
export function measure(signals: Signals, clip: Clip, range: TimeSpan): OperatorResult[] {
  const shots = shotsOf(signals.boundaries, signals.duration);
  return OPERATORS.map((operator) => ({
    operator: operator.id,
    version: operator.version,
    rationales: operator.rationales,
    ...operator.measure({ signals, clip, range, shots }),
  }));
}

/** Everything that could change a measurement (the decode's version; ids, versions, thresholds, units of operators), a line each. */
export function operatorsFingerprint(): string {
  const operators = OPERATORS.map(({ id, version, unit, threshold }) =>
    `${id}@${version} ${threshold.faultWhen} ${threshold.partial}/${threshold.fail} ${unit}`.trimEnd(),
  );
  return [`signals@${SIGNALS_VERSION}`, ...operators].join('\n');
}
