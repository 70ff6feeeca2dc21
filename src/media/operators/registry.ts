import type { Clip } from '../../core/clip.ts';
import type { OperatorResult } from '../../core/measurement.ts';
import { type Signals, shotsOf } from '../../core/signals.ts';
import type { OperatorThreshold, Thresholds } from '../../core/taxonomy/thresholds.ts';
import type { TimeSpan } from '../../core/time.ts';
import { SIGNALS_VERSION } from '../analysis/signalsFile.ts';
import { FACES_VERSION } from '../faces/pack.ts';
import { abruptStop } from './abruptStop.ts';
import { attributeColour } from './attributeColour.ts';
import { audioBandwidth } from './audioBandwidth.ts';
import { audioChannelFault } from './audioChannelFault.ts';
import { audioClicks } from './audioClicks.ts';
import { audioClipping } from './audioClipping.ts';
import { audioDcOffset } from './audioDcOffset.ts';
import { audioDropout } from './audioDropout.ts';
import { audioHum } from './audioHum.ts';
import { audioLength } from './audioLength.ts';
import { audioNoiseFloor } from './audioNoiseFloor.ts';
import { audioOnsetAlignment } from './audioOnsetAlignment.ts';
import { audioSilence } from './audioSilence.ts';
import { audioSpeech } from './audioSpeech.ts';
import { audioSpeechLevel } from './audioSpeechLevel.ts';
import { audioTruePeak } from './audioTruePeak.ts';
import { banding } from './banding.ts';
import { blackFrames } from './blackFrames.ts';
import { blockiness } from './blockiness.ts';
import { blurLayers } from './blurLayers.ts';
import { cameraDrift } from './cameraDrift.ts';
import { cameraPan } from './cameraPan.ts';
import { cameraRoll } from './cameraRoll.ts';
import { cameraShake } from './cameraShake.ts';
import { cameraTilt } from './cameraTilt.ts';
import { cameraZoom } from './cameraZoom.ts';
import { chromaFlicker } from './chromaFlicker.ts';
import { clarityFluctuation } from './clarityFluctuation.ts';
import { clippedHighlights } from './clippedHighlights.ts';
import { clippedShadows } from './clippedShadows.ts';
import { colourCast } from './colourCast.ts';
import { droppedFrames } from './droppedFrames.ts';
import { duplicateFrames } from './duplicateFrames.ts';
import { effectiveResolution } from './effectiveResolution.ts';
import { encodingRate } from './encodingRate.ts';
import { expressionChange } from './expressionChange.ts';
import { faceIdentity } from './faceIdentity.ts';
import { faceSize } from './faceSize.ts';
import { flashes } from './flashes.ts';
import { flashShots } from './flashShots.ts';
import { focusHunting } from './focusHunting.ts';
import { frozenFrames } from './frozenFrames.ts';
import { headCut } from './headCut.ts';
import { hueHarmony } from './hueHarmony.ts';
import { intensityCurve } from './intensityCurve.ts';
import { letterboxChange } from './letterboxChange.ts';
import { lightJump } from './lightJump.ts';
import { lipSync } from './lipSync.ts';
import { localRepainting } from './localRepainting.ts';
import { loudness } from './loudness.ts';
import { lumaFlicker } from './lumaFlicker.ts';
import { motionEnergy } from './motionEnergy.ts';
import { movementAndRest } from './movementAndRest.ts';
import { noise } from './noise.ts';
import {
  type FaultOperator,
  isFaultOperator,
  type Operator,
  type OperatorContext,
  type OperatorOutcome,
  type Reference,
} from './operator.ts';
import { paletteDistance } from './paletteDistance.ts';
import { photosensitiveRisk } from './photosensitiveRisk.ts';
import { referenceDuration } from './referenceDuration.ts';
import { referenceFidelity } from './referenceFidelity.ts';
import { referenceMotion } from './referenceMotion.ts';
import { referencePalette } from './referencePalette.ts';
import { referenceShots } from './referenceShots.ts';
import { ringing } from './ringing.ts';
import { saturation } from './saturation.ts';
import { screenDirection } from './screenDirection.ts';
import { sharpnessLoss } from './sharpnessLoss.ts';
import { shotLengths } from './shotLengths.ts';
import { spatialInformation } from './spatialInformation.ts';
import { speedRamps } from './speedRamps.ts';
import { streamDamage } from './streamDamage.ts';
import { subjectSaliency } from './subjectSaliency.ts';
import { temporalInformation } from './temporalInformation.ts';
import { tonalRange } from './tonalRange.ts';

/** Every operator, in the order in which results are listed: picture, motion, shots, sound, faces, reference. Adding one is adding a file and a line. */
export const OPERATORS: readonly Operator[] = [
  clippedHighlights,
  clippedShadows,
  lumaFlicker,
  chromaFlicker,
  flashes,
  letterboxChange,
  photosensitiveRisk,
  tonalRange,
  colourCast,
  saturation,
  hueHarmony,
  paletteDistance,
  lightJump,
  spatialInformation,
  temporalInformation,
  subjectSaliency,
  sharpnessLoss,
  focusHunting,
  cameraShake,
  abruptStop,
  cameraDrift,
  cameraPan,
  cameraTilt,
  cameraZoom,
  cameraRoll,
  motionEnergy,
  speedRamps,
  localRepainting,
  effectiveResolution,
  noise,
  blockiness,
  banding,
  ringing,
  clarityFluctuation,
  blurLayers,
  frozenFrames,
  duplicateFrames,
  droppedFrames,
  blackFrames,
  streamDamage,
  encodingRate,
  flashShots,
  shotLengths,
  screenDirection,
  movementAndRest,
  intensityCurve,
  audioClipping,
  audioTruePeak,
  audioClicks,
  audioDropout,
  audioLength,
  audioSilence,
  loudness,
  audioNoiseFloor,
  audioHum,
  audioBandwidth,
  audioChannelFault,
  audioDcOffset,
  audioSpeech,
  audioSpeechLevel,
  audioOnsetAlignment,
  faceIdentity,
  faceSize,
  headCut,
  expressionChange,
  attributeColour,
  lipSync,
  referenceDuration,
  referenceShots,
  referencePalette,
  referenceMotion,
  referenceFidelity,
];

/**
 * Runs every operator over one range of a clip. Pure: the same signals, range, thresholds and reference give the same results.
 *
 * @throws RangeError when an operator that finds faults has no threshold.
 */
export function measure(
  subject: { readonly signals: Signals; readonly clip: Clip; readonly reference?: Reference | null },
  range: TimeSpan,
  thresholds: Thresholds,
): OperatorResult[] {
  const { signals, clip, reference = null } = subject;
  const context = { signals, clip, range, shots: shotsOf(signals.boundaries, signals.duration), reference };
  return OPERATORS.map((operator) => resultOf(operator, context, thresholds));
}

/** What one operator says about one range of a clip, by the thresholds in force. */
export function resultOf(operator: Operator, context: OperatorContext, thresholds: Thresholds): OperatorResult {
  return {
    operator: operator.id,
    version: operator.version,
    rationales: operator.rationales ?? [],
    proxyFor: operator.proxyFor ?? [],
    found: isFaultOperator(operator) ? thresholdOf(operator, thresholds).found : null,
    ...outcomeOf(operator, context, thresholds),
  };
}

/** `resultOf` without the operator's name and questions. */
export function outcomeOf(operator: Operator, context: OperatorContext, thresholds: Thresholds): OperatorOutcome {
  return isFaultOperator(operator) ? operator.measure(context, thresholdOf(operator, thresholds)) : operator.measure(context);
}

function thresholdOf({ id }: FaultOperator, thresholds: Thresholds): OperatorThreshold {
  const threshold = thresholds[id];
  if (!threshold) throw new RangeError(`the operator ${id} has no threshold`);
  return threshold;
}

/** Everything of one operator that could change what it says about the same signals: id, version, limits, sensitivity and unit. */
export function operatorKey(operator: Operator, thresholds: Thresholds): string {
  const { id, version, unit } = operator;
  if (!isFaultOperator(operator)) return `${id}@${version} ${unit}`.trimEnd();
  const { faultWhen, partial, fail, found } = thresholdOf(operator, thresholds);
  return `${id}@${version} ${faultWhen} ${partial}/${fail} ${found} ${unit}`.trimEnd();
}

/**
 * Everything that could change a measurement: the decode's version, whether faces are looked for, and the key of every
 * operator, a line each.
 */
export function operatorsFingerprint(thresholds: Thresholds, { faces = false }: { readonly faces?: boolean } = {}): string {
  const decode = [`signals@${SIGNALS_VERSION}`, ...(faces ? [`faces@${FACES_VERSION}`] : [])];
  return [...decode, ...OPERATORS.map((operator) => operatorKey(operator, thresholds))].join('\n');
}
