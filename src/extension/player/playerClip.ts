import type { Clip } from '../../core/clip.ts';
import type { Material } from '../../core/needs.ts';
import { type Signals, WAVEFORM_HOP } from '../../core/signals.ts';
import type { TraceChoice } from '../../core/trace.ts';
import type { PlayerAnalysis, PlayerClip } from '../../protocol/messages.ts';
import { inUsersLanguage } from '../usersLanguage.ts';
import type { CorrectedShots } from './documentShots.ts';
import { faceBoxes } from './faceBoxes.ts';
import { subjectBoxes } from './subjectBoxes.ts';

/** What lies beside a clip on disk. */
export type Beside = Pick<Material, 'prompt' | 'hasReference'>;

/** What a player is told of a clip. */
export function playerClip(clip: Clip, { prompt, hasReference }: Beside): PlayerClip {
  const { hash, container, duration, startTime, video, audio, frames } = clip;
  return {
    hash,
    container,
    duration,
    startTime,
    video,
    audio,
    frameTimes: frames.times,
    framesEnd: frames.end,
    prompt,
    hasReference,
  };
}

/** What a player is told of a clip's analysis, before it is known which measurements can be drawn. */
export function playerAnalysis(signals: Signals, shots: CorrectedShots): PlayerAnalysis {
  const { audio, thumbnails, faces, limitations } = signals;
  return {
    ...shots,
    waveform: audio && { hop: WAVEFORM_HOP, ...audio.waveform },
    thumbnails,
    faces: faceBoxes(faces),
    subject: subjectBoxes(signals),
    traces: [],
    limitations: limitations.map(inUsersLanguage),
  };
}

/** A measurement as the user's language calls it. */
export function named<Choice extends TraceChoice>(choice: Choice): Choice {
  return { ...choice, title: inUsersLanguage(choice.title), unit: inUsersLanguage(choice.unit) };
}
