import type { JudgeRequest } from '../../core/judge.ts';
import { intersect, spanLength, type TimeSpan } from '../../core/time.ts';
import type { JudgeBackend, VideoSampling } from '../backend.ts';
import { type QuestionUnit, rationalesOfUnit } from './units.ts';

/** How closely a dimension has to be looked at. Part of the fingerprint. */
interface Look extends VideoSampling {
  /** Whether an authentic reference of the same scene tells something about it. */
  readonly compares: boolean;
}

/** Below 8 frames a second what models say about movement is made up; what hardly moves gains more from resolution. */
const MOVING: Look = { frameRate: 8, resolution: 'low', compares: true };
const STILL: Look = { frameRate: 3, resolution: 'high', compares: true };

/** By id of dimension or aspect; the longest id that fits counts. */
export const LOOKS: Readonly<Record<string, Look>> = {
  'visual-concept-design': { ...STILL, compares: false },
  acting: MOVING,
  'acting.action': { ...MOVING, frameRate: 12 },
  'acting.expression': { ...MOVING, compares: false },
  'cinematography.composition': STILL,
  'cinematography.lens': { ...STILL, frameRate: 4 },
  'cinematography.pacing': { ...MOVING, frameRate: 12 },
  // Holds rendering and temporal consistency: the one dimension that needs both.
  'aesthetics.visual-quality': { frameRate: 8, resolution: 'high', compares: true },
  'aesthetics.chromaticity': { ...STILL, frameRate: 2 },
  'aesthetics.materiality': STILL,
  'aesthetics.lighting': STILL,
  affectivity: { frameRate: 4, resolution: 'low', compares: false },
  'multi-shot': MOVING,
  'sound-design': { ...MOVING, compares: false },
};
const OTHERWISE: Look = { frameRate: 8, resolution: 'low', compares: false };

function lookOf(id: string): Look {
  for (let key = id; key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    const look = LOOKS[key];
    if (look) return look;
  }
  return OTHERWISE;
}

/** Pixels of the longer side of the video: the same for all calls, so that it travels once where the provider keeps files. */
const VIDEO_LONG_SIDE = 1280;
/** Pixels of the longer side of a single frame. */
const FRAME_LONG_SIDE = 1024;

/** What of a clip and its reference a call shows. */
export interface FootagePlan {
  readonly kind: 'video' | 'frames';
  readonly sampling: VideoSampling;
  readonly longSide: number;
  /** In the video where there is one, by itself beside frames. */
  readonly withAudio: boolean;
  /** By itself beside a video too. */
  readonly soundBesideVideo: boolean;
  readonly withReference: boolean;
  /** Single frames at most, of clip and reference together. */
  readonly maximumFrames: number;
}

/** The finest look that any dimension of the unit asks for; high resolution of much movement only where one dimension asks for both. */
export function planFootage(
  unit: QuestionUnit,
  request: JudgeRequest,
  {
    capabilities,
    maximumFrames,
    soundBesideVideo = false,
  }: Pick<JudgeBackend, 'capabilities' | 'maximumFrames' | 'soundBesideVideo'>,
): FootagePlan {
  const looks = unit.map(({ dimension }) => lookOf(dimension.id));
  const frameRate = Math.max(...looks.map((look) => look.frameRate));
  const atThatRate = looks.filter((look) => look.frameRate === frameRate);
  const { numerator, denominator } = request.clip.video.frameRate;
  const asksForReference =
    looks.some((look) => look.compares) || rationalesOfUnit(unit).some(({ needs }) => needs.includes('reference'));
  return {
    kind: capabilities.video ? 'video' : 'frames',
    sampling: {
      frameRate: numerator > 0 && denominator > 0 ? Math.min(frameRate, numerator / denominator) : frameRate,
      resolution: atThatRate.some((look) => look.resolution === 'high') ? 'high' : 'low',
    },
    longSide: capabilities.video ? VIDEO_LONG_SIDE : FRAME_LONG_SIDE,
    withAudio: capabilities.audio && request.clip.audio !== null,
    soundBesideVideo,
    withReference: request.reference !== null && asksForReference,
    maximumFrames,
  };
}

/**
 * Clip times of at most `maximum` frames: at least one of every shot as far as they go, the rest by length, each in the middle of
 * an equal part of its shot, increasing.
 *
 * @param frameRate frames a second that are wished for.
 */
export function frameTimes(
  span: TimeSpan,
  shots: readonly TimeSpan[],
  { frameRate, maximum }: { readonly frameRate: number; readonly maximum: number },
): number[] {
  const wished = Math.max(1, Math.min(maximum, Math.ceil(spanLength(span) * frameRate)));
  const inside = shots.flatMap((shot) => intersect(shot, span) ?? []);
  const parts = inside.length === 0 || inside.length > wished ? [span] : inside;
  const counts = parts.map(() => 1);
  for (let left = wished - parts.length; left > 0; left -= 1) {
    const gaps = parts.map((part, index) => spanLength(part) / (counts[index] ?? 1));
    const widest = gaps.indexOf(Math.max(...gaps));
    counts[widest] = (counts[widest] ?? 0) + 1;
  }
  return parts.flatMap((part, index) => {
    const count = counts[index] ?? 1;
    return Array.from({ length: count }, (_, frame) => part.start + ((frame + 0.5) * spanLength(part)) / count);
  });
}
