import type { CallPart, CallUsage, ModelCall, VideoSampling } from './backend.ts';

/**
 * Tokens as Gemini 3 counts them, by its documentation: 70 a frame of video, 280 at high resolution, 25 a second of sound. The
 * time that it writes beside the frames takes 7 a second, as measured by others. Other models are counted alike for want of better.
 */
const PER_FRAME = { low: 70, high: 280 } as const;
const PER_SECOND_OF_SOUND = 25;
const PER_SECOND_OF_STAMPS = 7;
const PER_PICTURE = 280;
/** English and JSON; other scripts take more. */
const CHARACTERS_PER_TOKEN = 4;

export interface VideoLength {
  /** Seconds. */
  readonly duration: number;
  readonly hasAudio: boolean;
}

/** Tokens that a video takes. */
export function videoTokens({ duration, hasAudio }: VideoLength, { frameRate, resolution }: VideoSampling): number {
  const perSecond = frameRate * PER_FRAME[resolution] + (hasAudio ? PER_SECOND_OF_SOUND : 0) + PER_SECOND_OF_STAMPS;
  return Math.ceil(duration * perSecond);
}

export function textTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

function partTokens(part: CallPart): number {
  switch (part.kind) {
    case 'text':
      return textTokens(part.text);
    case 'video':
      return videoTokens(part.video, part.sampling);
    case 'frame':
      return PER_PICTURE;
    case 'audio':
      return Math.ceil(part.audio.duration * PER_SECOND_OF_SOUND);
  }
}

/** Input tokens of a call, schema included. */
export function callTokens({ system, parts, schema }: ModelCall): number {
  return parts.reduce((sum, part) => sum + partTokens(part), textTokens(system) + textTokens(JSON.stringify(schema)));
}

/** What a call may take when the model writes as much as it may and nothing was kept from before. */
export function fullUsage(call: ModelCall): CallUsage {
  return { inputTokens: callTokens(call), cachedTokens: 0, outputTokens: call.outputTokens };
}
